import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import {
  creerPersonneParEcran,
  maisonDeTest,
  mmeAubryEtSonCercle,
  nadia,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import type { CopieVue } from './contract-copie.ts';
import { ajouterAuCercle } from './index.ts';

const DANS_LE_CERCLE = {
  fonction: 'infirmier',
  fondement: 'porte2',
  debut: new Date('2026-11-24T08:00:00+01:00'),
} as const;

let maison: MaisonDeTest;
let patient: string;
beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
});
afterAll(() => maison.fermer());

test('la copie dit qui lit quoi, qui appeler et quelle notice ; le lien ne porte ni nom ni donnée, et ne sert qu’une fois', async () => {
  const { adresse } = await maison.faire<{ adresse: string }>(nadia, 'cercle.donnerCopie', { patient });
  expect(adresse).toMatch(/^https:\/\/cordee\.invalid\/r\/t0001\.[\w-]+$/u);
  expect(adresse).not.toContain(patient);
  const jeton = adresse.split('/r/')[1] ?? '';
  const ouvrir = () => acteurDuLien(maison.socle.base, jeton, maison.horloge.maintenant());
  const personne = await ouvrir();
  if (personne === undefined) throw new Error('le lien ne s’ouvre pas');
  const lue = await maison.voir<CopieVue>(personne, 'cercle.maCopie', {});
  expect(lue).toMatchObject({ version: '2026-11', appeler: { nom: 'Sophie Marchand', telephone: '0199001010' } });
  expect(lue.lecteurs.map(({ nom }) => nom)).toContain('Dr Paul Martin');
  await expect(maison.voir(personne, 'cercle.copie', { patient })).rejects.toMatchObject({ code: 'cordee.interdit' });
  await expect(maison.faire(personne, 'cercle.direCompris', { changerDAvis: true })).rejects.toMatchObject({
    champs: { famille: expect.any(String) as string },
  });
  expect(await maison.faire(personne, 'cercle.direCompris', { changerDAvis: true, famille: true })).toEqual({
    bonnes: 1,
  });
  const apres = (await ouvrir()) ?? personne;
  await expect(maison.faire(apres, 'cercle.direCompris', { changerDAvis: true, famille: false })).rejects.toMatchObject(
    { code: 'cercle.deja_repondu' },
  );
});

describe('ce qui se remet à qui représente la personne (SP-14, SP-15)', () => {
  const AUJOURDHUI = '2026-11-24';
  const titulaire = (nom: string, lien = 'mere') =>
    maison.faire<{ id: string }>(nadia, 'cercle.noterTitulaire', {
      patient: mineur,
      lien,
      nom,
      telephone: '0199001234',
      preuve: 'livret de famille vu',
    });
  const copie = (representant?: string, sur = mineur) =>
    maison.voir<CopieVue>(nadia, 'cercle.copie', {
      patient: sur,
      ...(representant === undefined ? {} : { representant }),
    });
  let mineur: string;
  beforeEach(async () => {
    mineur = await creerPersonneParEcran(maison, nadia, { nom: 'Petitbois', naissance: '12/03/2011', sexe: 'female' });
  });

  test('quinze ans : ce qu’elle a confié ne change pas un mot de la copie du parent, ni un nombre, ni une date', async () => {
    const mere = await titulaire('Mme Petitbois');
    await maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, mineur, { ...DANS_LE_CERCLE, membre: nadia.ref, nom: nadia.nom }),
    );
    const avant = await copie(mere.id);
    expect(avant.pour).toBe('Mme Petitbois, titulaire de l’autorité parentale');
    await maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, mineur, {
        ...DANS_LE_CERCLE,
        fondement: 'hors_equipe',
        fonction: 'sage_femme',
        membre: 'PractitionerRole/anne',
        nom: 'Anne Lys, planification',
      }),
    );
    await maison.faire(nadia, 'cercle.partager', {
      patient: mineur,
      membres: ['PractitionerRole/anne'],
      familles: ['SEN'],
      mode: 'oral',
      noticeRemise: true,
      aupresDe: 'elle-même',
    });
    expect(JSON.stringify(await copie())).toContain('Anne Lys');
    expect(await copie(mere.id)).toEqual(avant);
    await maison.faire(nadia, 'cercle.retirerAccord', { patient: mineur, mode: 'oral' });
    expect(JSON.stringify(await copie(mere.id))).not.toContain('Anne');
    expect(JSON.stringify(await copie())).toContain('Anne');
  });

  test('un titulaire à qui un jugement a retiré l’autorité ne reçoit plus rien, l’autre oui ; le lien se ferme aussi', async () => {
    const mere = await titulaire('Mme Petitbois');
    const pere = await titulaire('M. Petitbois', 'pere');
    const { adresse } = await maison.faire<{ adresse: string }>(nadia, 'cercle.donnerCopie', {
      patient: mineur,
      representant: pere.id,
    });
    const parLien = await acteurDuLien(maison.socle.base, adresse.split('/r/')[1] ?? '', maison.horloge.maintenant());
    if (parLien === undefined) throw new Error('le lien ne s’ouvre pas');
    expect(await maison.voir<CopieVue>(parLien, 'cercle.maCopie', {})).toMatchObject({
      pour: 'M. Petitbois, titulaire de l’autorité parentale',
    });
    await maison.faire(nadia, 'cercle.finirMandat', {
      patient: mineur,
      id: pere.id,
      le: AUJOURDHUI,
      preuve: 'jugement',
    });
    const ferme = { code: 'cercle.mandat_fini' };
    await expect(maison.voir(parLien, 'cercle.maCopie', {})).rejects.toMatchObject(ferme);
    await expect(copie(pere.id)).rejects.toMatchObject(ferme);
    await expect(
      maison.faire(nadia, 'cercle.noterRemise', { patient: mineur, representant: pere.id }),
    ).rejects.toMatchObject(ferme);
    expect(await maison.faire(nadia, 'cercle.noterRemise', { patient: mineur, representant: mere.id })).toEqual({
      a: 'Mme Petitbois, titulaire de l’autorité parentale',
    });
  });

  test('le représentant d’une autre personne, ou un proche sans mandat, est refusé de la même façon', async () => {
    const mere = await titulaire('Mme Petitbois');
    const inconnu = { code: 'cercle.representant_inconnu' };
    await expect(copie(mere.id, patient)).rejects.toMatchObject(inconnu);
    const { id } = await maison.faire<{ id: string }>(nadia, 'dossier.ajouterProche', {
      patient: mineur,
      nom: 'Petitbois',
      lien: 'MTH',
      roles: ['GUARD'],
      telephone: '0639980144',
    });
    await expect(copie(id)).rejects.toMatchObject(inconnu);
    await expect(copie('nulle-part')).rejects.toMatchObject(inconnu);
  });
});
