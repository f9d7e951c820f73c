import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TablesTerritoire } from '#socle/tables.ts';
import { entretenir } from './index.ts';
import { ouvrirSalle, T, unAbonnement, uneTache, type SalleDeTest } from './testing.ts';
import { lireNotification, ouvrirReceveur, type Receveur } from './testing-receveur.ts';

let salle: SalleDeTest;
let receveur: Receveur;
let rang = 0;

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(() => salle.fermer());
beforeEach(async () => {
  rang += 1;
  receveur = await ouvrirReceveur();
});
afterEach(() => receveur.fermer());

const dits = () =>
  receveur.recus
    .map(({ corps }) => lireNotification(corps))
    .filter((n) => n.type === 'event-notification')
    .flatMap(({ sujets }) => sujets);
const tache = (id: string, patient: string) => uneTache(id, { for: { reference: `Patient/${patient}` } });

async function geler(patient: string, oui: boolean): Promise<void> {
  await salle.base.territoire<TablesTerritoire, unknown>(T, (sql) =>
    oui
      ? sql
          .insertInto('retenue_identite')
          .values({ patient, raison: 'gel', depuis: salle.horloge.maintenant() })
          .execute()
      : sql.deleteFrom('retenue_identite').where('retenue_identite.patient', '=', patient).execute(),
  );
}

async function abonner(...ids: readonly string[]): Promise<void> {
  const client = await salle.logiciel(`g${rang}`, 'system/*.cruds');
  const filtres = [`Task?_id=${ids.join(',')}`];
  await salle.faire(client, 'abonnement.creer', {
    ressource: unAbonnement(receveur.adresse, { filtres, contenu: 'full-resource' }),
  });
  await salle.tour();
}

describe('une identité gelée', () => {
  test('ce qui la concerne attend sans retarder les autres, et se dit quand le gel est levé', async () => {
    await abonner('gelee', 'libre');
    await geler('usurpee', true);
    await salle.ecrire(tache('gelee', 'usurpee'));
    await salle.ecrire(tache('libre', 'autre'));
    await salle.tour();
    expect(dits()).toEqual(['Task/libre']);
    expect(await entretenir(salle.socle, T)).toBe(0);
    await geler('usurpee', false);
    expect(await entretenir(salle.socle, T)).toBe(1);
    await salle.tour();
    expect(dits()).toEqual(['Task/libre', 'Task/gelee']);
  });

  test('gelée entre deux essais : elle quitte l’envoi, et n’est pas perdue', async () => {
    await abonner('vol', 'suite');
    receveur.repondre(() => 500);
    await salle.ecrire(tache('vol', 'volee'));
    await salle.ecrire(tache('suite', 'autre'));
    await salle.tour();
    const avant = receveur.recus.length;
    await geler('volee', true);
    receveur.repondre(() => 200);
    salle.horloge.avancer(3_600_000);
    await salle.tour();
    expect(dits().slice(-1)).toEqual(['Task/suite']);
    expect(
      receveur.recus
        .slice(avant)
        .map(({ corps }) => corps)
        .join(),
    ).not.toContain('Task/vol');
    await geler('volee', false);
    await entretenir(salle.socle, T);
    await salle.tour();
    expect(dits().slice(-1)).toEqual(['Task/vol']);
  });
});
