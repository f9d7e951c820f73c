import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { josiane, maisonEntiere, MARTIN, sophie, type MaisonEntiere } from '#modules/orientation/testing-maison.ts';
import type { DetailDemande } from '../contract.ts';
import { LIEN_DE_DEPOT } from '../parametres.ts';

const OFFRE = 'Pour une prochaine demande';
const DONNE = 'Ce lien ouvre un formulaire court';
const JOUR = 86_400_000;
const DR_MARTIN = { adresse: MARTIN.boite, nom: 'Dr Paul Martin' };

interface Recu {
  readonly id: string;
  readonly reference: string;
  readonly dejaRecue: boolean;
}
interface Depot {
  readonly ouverts: number;
}

let maison: MaisonEntiere;
beforeAll(async () => {
  maison = await maisonEntiere();
}, 120_000);
afterAll(() => maison?.fermer());

const deposer = (acteur: Acteur, nom: string, suite: object = {}) =>
  maison.faire<Recu>(acteur, 'demande.deposer', {
    personne: { nom, naissance: '1942' },
    texte: 'Chute, fille épuisée.',
    urgence: 'U2',
    ...suite,
  });
const detail = (id: string) => maison.voir<DetailDemande>(sophie, 'demande.detail', { id });
const dernier = async (adresse: string) => (await maison.courrier(adresse)).at(-1);

/** Dr Martin wrote once by mail; the acknowledgement brings him his link. */
async function lienDuDrMartin(): Promise<Acteur> {
  // What waited leaves first: mails of one round arrive in any order.
  await maison.tour();
  await maison.ecrire(DR_MARTIN, 'Mme Bellec, née en 1950, 06 39 98 01 02, ne sort plus. Pouvez-vous évaluer ?');
  await maison.tour();
  return maison.parLeLien(MARTIN.boite, OFFRE);
}

test('l’accusé donne un lien pour la prochaine demande ; ce qu’il dépose est la même demande que par message', async () => {
  const lien = await lienDuDrMartin();
  const accuse = (await dernier(MARTIN.boite))?.texte ?? '';
  expect(accuse.slice(0, accuse.indexOf('\n-- ')).trim().split('\n')).toHaveLength(5);
  expect(lien.nom).toBe('Dr Paul Martin');
  const { id, reference } = await deposer(lien, 'Aubry', { demandeur: { nom: 'Un autre', adresse: 'x@ailleurs.fr' } });
  await maison.tour();
  expect((await dernier(MARTIN.boite))?.texte).toContain(`Votre demande ${reference} est bien arrivée.`);
  const vue = await detail(id);
  expect(vue.demandeur).toMatchObject({ nom: 'Dr Paul Martin', adresse: MARTIN.boite, ref: MARTIN.ref });
  expect(vue).toMatchObject({ statut: 'deposee', aVerifier: true, main: { etat: 'attend', qui: sophie.nom } });
  expect(vue.motifs).toContain('AID');
  await maison.repondre(MARTIN.boite, 'Elle vit seule.');
  expect((await detail(id)).fils[0]?.messages).toBe(2);
});

test('le lien sert plusieurs fois, et ne lit rien d’autre', async () => {
  const lien = await lienDuDrMartin();
  const premiere = await deposer(lien, 'Keller');
  const seconde = await deposer(lien, 'Lopez');
  expect(seconde.reference).not.toBe(premiere.reference);
  await expect(maison.voir(lien, 'demande.detail', { id: premiere.id })).rejects.toMatchObject({ statut: 403 });
  await expect(deposer(lien, 'Petit', { patient: 'p1' })).rejects.toMatchObject({ code: 'cordee.introuvable' });
});

test('la même personne deux fois en quelques minutes n’est qu’une demande ; un mot de plus s’y ajoute', async () => {
  const lien = await lienDuDrMartin();
  const premiere = await deposer(lien, 'Diallo');
  expect(premiere.dejaRecue).toBe(false);
  expect(await deposer(lien, ' DIALLO ')).toMatchObject({ reference: premiere.reference, dejaRecue: true });
  const texte = 'Il n’ouvre plus la porte.';
  expect(await deposer(lien, 'Diallo', { texte, urgence: 'U1' })).toMatchObject({ reference: premiere.reference });
  expect(await detail(premiere.id)).toMatchObject({
    urgence: 'U1',
    texte: expect.stringMatching(/Chute, fille épuisée\.[^]*Il n’ouvre plus la porte\./u) as string,
  });
  maison.horloge.avancer((LIEN_DE_DEPOT.memePersonneMinutes + 1) * 60_000);
  expect((await deposer(lien, 'Diallo')).reference).not.toBe(premiere.reference);
});

test('trop de demandes en une heure : le lien s’arrête et dit qui appeler', async () => {
  const lien = await lienDuDrMartin();
  maison.horloge.avancer(3_600_001);
  for (let n = 0; n < LIEN_DE_DEPOT.parHeure; n += 1) await deposer(lien, `Roux${'abcdefghijklmnopqrst'.charAt(n)}`);
  await expect(deposer(lien, 'Encore')).rejects.toMatchObject({ code: 'demande.trop_de_demandes', statut: 429 });
  maison.horloge.avancer(3_600_001);
  expect((await deposer(lien, 'Encore')).dejaRecue).toBe(false);
});

test('le DAC donne un lien depuis la fiche d’un professionnel, par message sécurisé, et le ferme', async () => {
  await maison.faire(sophie, 'demande.ouvrirDepot', { ref: MARTIN.ref });
  await maison.tour();
  const lien = await maison.parLeLien(MARTIN.boite, DONNE);
  expect((await deposer(lien, 'Guérin')).dejaRecue).toBe(false);
  const avant = await maison.voir<Depot>(sophie, 'demande.depot', { adresse: MARTIN.boite });
  expect(avant.ouverts).toBeGreaterThan(0);
  await maison.faire(sophie, 'demande.fermerDepot', { adresse: MARTIN.boite.toUpperCase() });
  expect(await maison.voir<Depot>(sophie, 'demande.depot', { adresse: MARTIN.boite })).toMatchObject({ ouverts: 0 });
  await expect(maison.parLeLien(MARTIN.boite, DONNE)).rejects.toThrow('pas de lien');
});

test('seule l’équipe du DAC donne, compte et ferme ces liens', async () => {
  const refuse = { statut: 403 };
  await expect(maison.faire(josiane, 'demande.ouvrirDepot', { ref: MARTIN.ref })).rejects.toMatchObject(refuse);
  await expect(maison.faire(josiane, 'demande.fermerDepot', { adresse: MARTIN.boite })).rejects.toMatchObject(refuse);
  expect(await maison.voir<Depot>(josiane, 'demande.depot', { adresse: MARTIN.boite })).toEqual({
    permis: false,
    ouverts: 0,
  });
});

test('une fiche sans adresse sécurisée ne reçoit pas de lien, et la raison est dite', async () => {
  await expect(maison.faire(sophie, 'demande.ouvrirDepot', { ref: 'PractitionerRole/inconnu' })).rejects.toMatchObject({
    code: 'demande.lien_sans_adresse',
  });
});

test('l’adresse d’une personne soignée ne reçoit jamais de lien professionnel', async () => {
  const citoyenne = { adresse: 'jeanne.aubry@patient.mssante.fr', nom: 'Jeanne Aubry' };
  await maison.ecrire(citoyenne, 'Je ne m’en sors plus à la maison.');
  const { demandes } = await maison.voir<{ demandes: { id: string; demandeur: string }[] }>(sophie, 'demande.file', {
    filtre: 'a_prendre',
  });
  const id = demandes.find((d) => d.demandeur === 'Jeanne Aubry')?.id ?? '';
  expect((await detail(id)).fils).toHaveLength(1);
  expect(await maison.voir<Depot>(sophie, 'demande.depot', { adresse: citoyenne.adresse })).toMatchObject({
    ouverts: 0,
  });
});

test('passé sa date, le lien ne s’ouvre plus', async () => {
  await lienDuDrMartin();
  maison.horloge.avancer((LIEN_DE_DEPOT.dureeJours + 1) * JOUR);
  await expect(maison.parLeLien(MARTIN.boite, OFFRE)).rejects.toThrow('pas de lien');
});
