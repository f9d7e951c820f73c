import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import {
  lireNotification,
  ouvrirReceveur,
  ouvrirSalle,
  unAbonnement,
  uneTache,
  type Receveur,
  type SalleDeTest,
} from './testing.ts';

let salle: SalleDeTest;
let receveur: Receveur;
let client: Acteur;
let rang = 0;

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(() => salle.fermer());
beforeEach(async () => {
  rang += 1;
  receveur = await ouvrirReceveur();
  client = await salle.logiciel(`c${rang}`, 'system/*.cruds');
});
afterEach(() => receveur.fermer());

const recus = () => receveur.recus.map(({ corps }) => lireNotification(corps));
const evenements = () => recus().filter((n) => n.type === 'event-notification');

async function abonner(autre: Parameters<typeof unAbonnement>[1] = {}): Promise<string> {
  const { id } = await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse, autre) });
  await salle.tour();
  return id;
}

describe('Une poignée de main, puis les changements', () => {
  test('le receveur est appelé une fois avant que l’abonnement soit actif', async () => {
    const { id } = await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) });
    expect(await salle.statutDe(id)).toBe('requested');
    await salle.tour();
    expect(recus()).toMatchObject([{ type: 'handshake', dernier: 0, numeros: [] }]);
    expect(receveur.recus[0]?.entetes['content-type']).toMatch('application/fhir+json');
    expect(await salle.statutDe(id)).toBe('active');
  });

  test('création, modification et suppression sont dites dans l’ordre, numérotées sans trou', async () => {
    await abonner({ filtres: ['Task?_id=a1,b1'] });
    await salle.ecrire(uneTache('a1'));
    await salle.ecrire(uneTache('b1'));
    await salle.ecrire(uneTache('a1', { status: 'accepted' }), 1);
    await salle.supprimer('Task', 'a1');
    await salle.ecrire(uneTache('hors-filtre'));
    await salle.tour();
    expect(evenements().flatMap((n) => n.numeros)).toEqual([1, 2, 3, 4]);
    expect(evenements().flatMap((n) => n.sujets)).toEqual(['Task/a1', 'Task/b1', 'Task/a1', 'Task/a1']);
    expect(evenements().at(-1)?.dernier).toBe(4);
  });
});
