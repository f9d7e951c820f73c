import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import { creerPersonneParEcran, maisonDeTest, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { PanneauVu } from './contract.ts';
import { ajouterAuCercle, noterInformation } from './index.ts';
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

const TOUT_LE_CERCLE = {
  familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
  membres: 'cercle',
  categories: ['sante', 'social', 'appui'],
  noticeRemise: true,
};
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

describe('la parole de la personne', () => {
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
  const familles = (membre: string) =>
    maison.socle.base.territoire<TablesTerritoire, readonly string[]>(TERRITOIRE, async (sql) => {
      const { familles } = await sql
        .selectFrom('cercle_membre')
        .select('cercle_membre.familles')
        .where('cercle_membre.patient', '=', patient)
        .where('cercle_membre.membre', '=', membre)
        .executeTakeFirstOrThrow();
      return familles;
    });
  const mains = () =>
    maison.socle.base.territoire<
      TablesTerritoire,
      { objet: string; etat: string; qui_nom: string | null; due_le: Date | null; rang: number }[]
    >(TERRITOIRE, (sql) =>
      sql
        .selectFrom('main_ouverte')
        .select([
          'main_ouverte.objet',
          'main_ouverte.etat',
          'main_ouverte.qui_nom',
          'main_ouverte.due_le',
          'main_ouverte.rang',
        ])
        .where('main_ouverte.patient', '=', patient)
        .execute(),
    );

  test('hors équipe : informer ne suffit pas, l’accord complet ouvre, le retrait coupe à la lecture suivante', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, patient, { ...KARIM_HORS, debut: maison.horloge.maintenant() }),
    );
    await informer();
    expect(await lit(karim)).toBe(false);
    expect(
      await maison.faire(nadia, 'cercle.noterInformation', {
        patient,
        etat: 'accord',
        mode: 'ecrit',
        perimetre: TOUT_LE_CERCLE,
      }),
    ).toEqual({ ouverts: 2, fermes: 0 });
    expect(await lit(karim)).toBe(true);
    await maison.faire(karim, 'cercle.retirerAccord', { patient, mode: 'oral' });
    expect(await lit(karim)).toBe(false);
    expect(await lit(nadia)).toBe(true);
    await expect(maison.faire(nadia, 'cercle.retirerAccord', { patient, mode: 'oral' })).rejects.toMatchObject({
      code: 'cercle.pas_d_accord',
    });
  });

  test('un accord sans familles, sans destinataires, sans catégories de professionnels ou sans notice n’est pas enregistrable', async () => {
    for (const perimetre of [
      { ...TOUT_LE_CERCLE, familles: [] },
      { ...TOUT_LE_CERCLE, membres: [] },
      { ...TOUT_LE_CERCLE, categories: [] },
      { ...TOUT_LE_CERCLE, noticeRemise: false },
    ]) {
      await expect(
        maison.faire(nadia, 'cercle.noterInformation', { patient, etat: 'accord', mode: 'oral', perimetre }),
      ).rejects.toMatchObject({ code: 'cordee.entree_invalide' });
    }
  });

  test('une opposition ferme tout, survit à une autre pièce qui note un accord, et seule la personne la lève', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    await informer();
    await maison.faire(martin, 'cercle.noterInformation', { patient, etat: 'opposee', mode: 'oral', vise: 'tous' });
    expect(await lit(martin)).toBe(false);
    await expect(informer()).rejects.toMatchObject({ code: 'cercle.opposition_en_cours' });
    await maison.dans(sophie, (tx) => {
      tx.admettre(patient);
      return noterInformation(tx, patient, {
        etat: 'accord',
        par: 'Sophie Marchand',
        perimetre: { familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'], membres: 'cercle' },
      });
    });
    expect(await lit(martin)).toBe(false);
    const [opposition] = (await panneau(nadia)).information.oppositions;
    await maison.faire(nadia, 'cercle.leverOpposition', { patient, opposition: opposition?.id, mode: 'oral' });
    expect(await lit(martin)).toBe(true);
    await expect(
      maison.faire(nadia, 'cercle.leverOpposition', { patient, opposition: opposition?.id, mode: 'oral' }),
    ).rejects.toMatchObject({ code: 'cercle.pas_d_opposition' });
  });

  test('opposée à tout, même son identité est fermée : qui la rencontre peut entendre qu’elle change d’avis, sans rien lire', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    await informer();
    await maison.faire(nadia, 'cercle.noterInformation', { patient, etat: 'opposee', mode: 'oral', vise: 'tous' });
    expect(await lit(martin)).toBe(false);
    const vue = (acteur: typeof nadia) =>
      maison.voir<{ totale?: { id: string } }>(acteur, 'cercle.opposition', { patient });
    const { totale } = await vue(karim);
    expect((await vue(martin)).totale).toEqual(totale);
    const educateur = unActeur('educateur', 'PractitionerRole/edu', { refs: ['PractitionerRole/edu'] });
    await expect(vue(educateur)).rejects.toMatchObject({ code: 'cordee.introuvable' });
    await maison.faire(karim, 'cercle.leverOpposition', { patient, opposition: totale?.id, mode: 'oral' });
    expect(await lit(karim)).toBe(false);
    expect((await panneau(nadia)).information.oppositions).toEqual([]);
  });

  test('opposée à tout : un lien déjà envoyé à son sujet ne s’ouvre plus, le sien reste', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    const creer = (usage: string) =>
      maison.dans(nadia, (tx) =>
        tx.creerLien({
          usage,
          objet: `Patient/${patient}`,
          destinataire: 'x',
          destinataireNom: 'x',
          expireLe: new Date(tx.maintenant.getTime() + 86_400_000),
        }),
      );
    const [envoye, sien] = [await creer('essai.autre'), await creer('cercle.copie')];
    const ouvre = async (secret: string) =>
      (await acteurDuLien(maison.socle.base, `t0001.${secret}`, maison.horloge.maintenant())) !== undefined;
    expect([await ouvre(envoye), await ouvre(sien)]).toEqual([true, true]);
    await maison.faire(nadia, 'cercle.noterInformation', { patient, etat: 'opposee', mode: 'oral', vise: 'tous' });
    expect([await ouvre(envoye), await ouvre(sien)]).toEqual([false, true]);
  });

  test('une opposition à un seul professionnel ne ferme que lui', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    await informer();
    await maison.faire(nadia, 'cercle.noterInformation', {
      patient,
      etat: 'opposee',
      mode: 'oral',
      vise: ['PractitionerRole/martin'],
    });
    expect(await lit(martin)).toBe(false);
    expect((await panneau(nadia)).information).toMatchObject({
      etat: 'informee',
      oppositions: [{ phrase: 'La personne s’oppose au partage avec Dr Paul Martin.' }],
    });
  });

  test('avis impossible à recueillir : motif exigé, accès réduits, recueil dans 15 jours avec un responsable, puis il remonte à quelqu’un d’autre', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MARTIN });
    await expect(
      maison.faire(nadia, 'cercle.noterInformation', { patient, etat: 'impossible', motif: ' ' }),
    ).rejects.toMatchObject({ champs: { motif: expect.stringContaining('pourquoi') as string } });
    await maison.faire(nadia, 'cercle.noterInformation', {
      patient,
      etat: 'impossible',
      motif: 'Confusion depuis la chute',
      personneConsultee: 'sa fille',
    });
    expect(await familles('PractitionerRole/martin')).toEqual(['ADM', 'COO']);
    const [recueil] = await mains();
    expect(recueil).toMatchObject({ etat: 'tenu', qui_nom: 'Nadia Ferrand' });
    expect(recueil?.due_le?.toISOString()).toBe(
      new Date(maison.horloge.maintenant().getTime() + 15 * 24 * 3_600_000).toISOString(),
    );
    maison.horloge.avancer(16 * 24 * 3_600_000);
    await maison.sonner();
    expect(await mains()).toMatchObject([{ etat: 'retard', qui_nom: 'Sophie Marchand', rang: 1 }]);
    maison.horloge.avancer(4 * 24 * 3_600_000);
    await maison.sonner();
    expect(await mains()).toMatchObject([{ etat: 'retard', qui_nom: 'Hélène Vidal', rang: 2 }]);
    await informer();
    expect(await mains()).toMatchObject([{ etat: 'termine' }]);
    expect(await familles('PractitionerRole/martin')).toContain('MED');
  });

  test('une autre pièce qui note « informée » n’efface pas l’accord ; à la main, c’est refusé avec la marche à suivre', async () => {
    await maison.faire(nadia, 'cercle.ajouter', { patient, ...MOI });
    await maison.faire(nadia, 'cercle.noterInformation', {
      patient,
      etat: 'accord',
      mode: 'ecrit',
      perimetre: TOUT_LE_CERCLE,
    });
    await maison.dans(sophie, (tx) => noterInformation(tx, patient, { etat: 'informee', par: 'Sophie Marchand' }));
    expect((await panneau(nadia)).information.etat).toBe('accord');
    await expect(informer()).rejects.toMatchObject({ code: 'cercle.avis_deja_connu' });
  });
});
