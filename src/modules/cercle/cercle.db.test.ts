import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { creerPersonneParEcran, maisonDeTest, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { PanneauVu } from './contract.ts';
import { ajouterAuCercle, cercleDe } from './index.ts';
import { unActeur } from './testing.ts';

const nadia = unActeur('infirmier', 'PractitionerRole/nadia', {
  nom: 'Nadia Ferrand',
  refs: ['PractitionerRole/nadia'],
  telephone: '0639981234',
});
const martin = unActeur('medecin', 'PractitionerRole/martin', {
  nom: 'Dr Paul Martin',
  refs: ['PractitionerRole/martin'],
});
const sophie = unActeur('coordinateur_appui', 'PractitionerRole/sophie', {
  nom: 'Sophie Marchand',
  refs: ['PractitionerRole/sophie', 'Organization/dac'],
});
const karim = unActeur('assistant_social', 'PractitionerRole/karim', {
  nom: 'Karim Benali',
  refs: ['PractitionerRole/karim'],
});

const MOI = { qui: { genre: 'moi' }, fonction: 'infirmier', fondement: 'porte2' };
const MARTIN = {
  qui: { genre: 'annuaire', ref: 'PractitionerRole/martin' },
  fonction: 'medecin_traitant',
  fondement: 'porte2',
};
const KARIM_HORS = {
  membre: 'PractitionerRole/karim',
  nom: 'Karim Benali',
  fonction: 'assistant_social',
  fondement: 'hors_equipe',
} as const;
let numero = 0;

describe('le cercle de soins', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    numero += 1;
    patient = await creerPersonneParEcran(maison, nadia, {
      nom: `Personne${'abcdefghijklmnopqrstuvwxyz'[numero] ?? ''}xou`,
      naissance: `${1900 + numero}`,
      sexe: 'female',
    });
  });

  const lit = async (acteur: typeof nadia) =>
    (await maison.voir(acteur, 'dossier.resume', { patient }).catch((erreur: { code: string }) => erreur.code)) !==
    'cordee.introuvable';
  const panneau = (acteur: typeof nadia) => maison.voir<PanneauVu>(acteur, 'cercle.panneau', { patient });
  const informer = (acteur = nadia) =>
    maison.faire(acteur, 'cercle.noterInformation', { patient, etat: 'informee', mode: 'oral' });

  test('l’auteur de la fiche entre dans le cercle, ajoute le médecin traitant depuis l’annuaire ; rien n’est ouvert avant l’information', async () => {
    expect(await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI })).toMatchObject({
      ouvert: false,
      pourquoi: expect.stringContaining('informée') as string,
    });
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    expect(await lit(martin)).toBe(false);
    await informer();
    expect(await lit(martin)).toBe(true);
    const vu = await panneau(martin);
    expect(
      vu.membres.map(({ nom, libelleFonction, telephone, ouvert }) => ({ nom, libelleFonction, telephone, ouvert })),
    ).toEqual([
      { nom: 'Nadia Ferrand', libelleFonction: 'Infirmière, infirmier', telephone: '0639981234', ouvert: true },
      { nom: 'Dr Paul Martin', libelleFonction: 'Médecin traitant', telephone: '+33199001234', ouvert: true },
    ]);
    expect(vu.information.phrase).toBe('La personne est informée');
  });

  test('personne ne s’invite dans un cercle, même par une autre action : la fiche reste introuvable', async () => {
    await expect(
      maison.faire(karim, 'cercle.ajouter', {
        patient,
        qui: { genre: 'moi' },
        fonction: 'assistant_social',
        fondement: 'porte2',
      }),
    ).rejects.toMatchObject({ code: 'cordee.introuvable' });
    await expect(
      maison.faire(karim, 'cercle.noterInformation', { patient, etat: 'informee', mode: 'oral' }),
    ).rejects.toMatchObject({ code: 'cordee.introuvable' });
  });

  test('ajouter deux fois le même membre dans la même fonction est refusé ; par une autre pièce, c’est sans effet', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await expect(maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI })).rejects.toMatchObject({
      code: 'cercle.deja_membre',
    });
    const ajouter = () =>
      maison.dans(sophie, (tx) => ajouterAuCercle(tx, patient, { ...KARIM_HORS, debut: maison.horloge.maintenant() }));
    expect(await ajouter()).toBe(await ajouter());
  });

  test('un contact absent de l’annuaire est refusé, par son nom il entre sans accès au dossier', async () => {
    await expect(
      maison.faire(nadia, 'cercle.ajouter', {
        patient,
        ...MARTIN,
        qui: { genre: 'annuaire', ref: 'PractitionerRole/inconnu' },
      }),
    ).rejects.toMatchObject({ code: 'cercle.contact_inconnu' });
    const ajout = await maison.faire(nadia, 'cercle.ajouter', {
      patient,
      qui: { genre: 'nom', nom: 'Mme Lenoir', structure: 'Voisine' },
      fonction: 'Passe tous les soirs',
      telephone: '0639984321',
      fondement: 'hors_equipe',
    });
    expect(ajout).toMatchObject({ ouvert: false, pourquoi: expect.stringContaining('annuaire') as string });
    expect((await panneau(nadia)).membres[0]).toMatchObject({
      nom: 'Mme Lenoir',
      libelleFonction: 'Passe tous les soirs',
      telephone: '0639984321',
    });
  });

  test('la fin d’une participation coupe les droits à l’instant et garde la contribution', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    await informer();
    await maison.faire(martin, 'dossier.ajouterASavoir', { patient, texte: 'Allergie à la pénicilline', type: 'MED' });
    maison.horloge.avancer(3_600_000);
    await maison.faire(nadia, 'cercle.terminer', { patient, rang: 2, motif: 'Déménagement du cabinet' });
    expect((await panneau(nadia)).partis.map(({ nom }) => nom)).toEqual(['Dr Paul Martin']);
    const resume = await maison.voir<{ aSavoir: { texte: string; auteur: string }[] }>(nadia, 'dossier.resume', {
      patient,
    });
    expect(resume.aSavoir).toMatchObject([{ texte: 'Allergie à la pénicilline', auteur: 'Dr Paul Martin' }]);
    expect((await maison.voir<PanneauVu>(martin, 'cercle.panneau', { patient })).membres).toEqual([]);
    await expect(maison.faire(nadia, 'cercle.terminer', { patient, rang: 2 })).rejects.toMatchObject({
      code: 'cercle.deja_parti',
    });
    await expect(maison.faire(nadia, 'cercle.terminer', { patient, rang: 9 })).rejects.toMatchObject({
      code: 'cercle.membre_inconnu',
    });
  });

  test('qui était là à une date : le remplaçant du week-end y est, après il n’y est plus', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI, debut: '2026-11-02T08:00:00+01:00' });
    await maison.faire(nadia, 'cercle.ajouter', {
      patient,
      ...MARTIN,
      fonction: 'Remplaçant du week-end',
      debut: '2026-11-07T08:00:00+01:00',
      fin: '2026-11-09T08:00:00+01:00',
    });
    const le = async (date: string) =>
      (await maison.voir<PanneauVu>(nadia, 'cercle.quiEtaitLa', { patient, le: date })).membres.map(({ nom }) => nom);
    expect(await le('2026-11-08T12:00:00+01:00')).toEqual(['Nadia Ferrand', 'Dr Paul Martin']);
    expect(await le('2026-11-10T12:00:00+01:00')).toEqual(['Nadia Ferrand']);
    await expect(
      maison.faire(nadia, 'cercle.ajouter', {
        patient,
        ...MARTIN,
        debut: '2026-11-09T08:00:00+01:00',
        fin: '2026-11-08T08:00:00+01:00',
      }),
    ).rejects.toMatchObject({ code: 'cercle.fin_avant_debut' });
  });

  test('deux ajouts au même moment entrent tous les deux ; deux corrections du même membre, une seule', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await informer();
    await Promise.all([
      maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN }),
      maison.faire(nadia, 'cercle.ajouter', {
        patient,
        qui: { genre: 'nom', nom: 'M. Roche' },
        fonction: 'aide_a_domicile',
        fondement: 'hors_equipe',
      }),
    ]);
    const { membres, version } = await panneau(nadia);
    expect(membres).toHaveLength(3);
    const corriger = (telephone: string) =>
      maison.faire(nadia, 'cercle.modifier', {
        patient,
        version,
        rang: 1,
        fonction: 'referent',
        telephone,
        fondement: 'porte2',
      });
    const issues = await Promise.allSettled([corriger('0639981111'), corriger('0639982222')]);
    expect(issues.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(issues.find((issue) => issue.status === 'rejected')?.reason).toMatchObject({
      code: 'cordee.version_perimee',
    });
  });

  test('une autre pièce lit le cercle avec les droits de son acteur', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    expect(await maison.dans(martin, (tx) => cercleDe(tx, patient))).toBeUndefined();
    expect((await maison.dans(nadia, (tx) => cercleDe(tx, patient)))?.membres).toHaveLength(1);
  });
});
