import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalMuet } from '#lib/journal.ts';
import { lireNotification, ouvrirReceveur, type Receveur } from '#modules/abonnement/testing-receveur.ts';
import { ouvrirSalle, T, unAbonnement, uneTache, type SalleDeTest } from '#modules/abonnement/testing.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import { boucleAbonnements, type BoucleAbonnements } from './boucle-abonnements.ts';

let salle: SalleDeTest;
let receveur: Receveur;
let boucle: BoucleAbonnements;

beforeAll(async () => {
  salle = await ouvrirSalle();
  receveur = await ouvrirReceveur();
  boucle = boucleAbonnements(salle.socle, [T], { essai: true, sorties: SORTIES_LOCALES }, journalMuet);
});
afterAll(async () => {
  await boucle.arreter();
  await receveur.fermer();
  await salle.fermer();
});

/** Until the receiver got that many calls; the loop works by itself meanwhile. */
async function jusqua(nombre: number): Promise<void> {
  while (receveur.recus.length < nombre) await new Promise((suite) => setImmediate(suite));
}

test('prévenue de ce qui s’écrit, la boucle appelle d’elle-même, puis s’arrête sans rien laisser en vol', async () => {
  const client = await salle.logiciel('boucle', 'system/*.cruds');
  await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) });
  boucle.prevenir(T);
  await jusqua(1);
  await salle.ecrire(uneTache('b1'));
  boucle.prevenir(T);
  await jusqua(2);
  // Nobody says anything: the round of each second finds it.
  await salle.ecrire(uneTache('b2'));
  await jusqua(3);
  await boucle.arreter();
  expect(receveur.recus.map(({ corps }) => lireNotification(corps)).map((n) => [n.type, ...n.sujets])).toEqual([
    ['handshake'],
    ['event-notification', 'Task/b1'],
    ['event-notification', 'Task/b2'],
  ]);
});
