import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { etatsDe, rejouer } from './index.ts';
import { MARDI, ouvrirSalle, T, unAbonnement, uneTache } from './testing.ts';
import { lireNotification, ouvrirReceveur } from './testing-receveur.ts';
import type { SalleDeTest } from './testing.ts';
import type { Receveur } from './testing-receveur.ts';

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

const evenements = () =>
  receveur.recus.map(({ corps }) => lireNotification(corps)).filter((n) => n.type === 'event-notification');
const sensible = { meta: { security: [{ system: SYSTEME_FAMILLE, code: 'SEN' }] } };

async function abonner(acteur: Acteur, ids: readonly string[], contenu = 'full-resource'): Promise<string> {
  const ressource = unAbonnement(receveur.adresse, { filtres: [`Task?_id=${ids.join(',')}`], contenu });
  const { id } = await salle.faire(acteur, 'abonnement.creer', { ressource });
  await salle.tour();
  return id;
}

describe('Un logiciel', () => {
  test('ce qu’il n’a pas le droit de voir n’est ni dit, ni compté', async () => {
    const client = await salle.logiciel(`v${rang}`, 'system/*.cruds');
    const id = await abonner(client, ['cache', 'visible']);
    await salle.ecrire(uneTache('cache', sensible));
    await salle.ecrire(uneTache('visible'));
    await salle.tour();
    expect(evenements()).toMatchObject([{ numeros: [1], dernier: 1, sujets: ['Task/visible'] }]);
    expect(receveur.recus.map((r) => r.corps).join()).not.toContain('cache');
    expect(await salle.colonne(id, 'dernier')).toBe('1');
  });

  test('une ressource devenue sensible entre le changement et l’envoi n’est pas dite, même son ancienne version', async () => {
    const client = await salle.logiciel(`s${rang}`, 'system/*.cruds');
    await abonner(client, ['devient']);
    await salle.ecrire(uneTache('devient'));
    await salle.distribuer();
    await salle.ecrire(uneTache('devient', sensible), 1);
    await salle.tour();
    expect(evenements()).toEqual([]);
  });

  test('un droit retiré entre deux essais : l’évènement déjà numéroté ne repart pas', async () => {
    const client = await salle.logiciel(`r${rang}`, 'system/*.cruds');
    await abonner(client, ['retire', 'garde']);
    receveur.repondre(() => 500);
    await salle.ecrire(uneTache('retire'));
    await salle.ecrire(uneTache('garde'));
    await salle.tour();
    const avant = receveur.recus.length;
    await salle.ecrire(uneTache('retire', sensible), 1);
    receveur.repondre(() => 200);
    salle.horloge.avancer(3_600_000);
    await salle.tour();
    const suite = receveur.recus.slice(avant);
    expect(suite.map(({ corps }) => lireNotification(corps).numeros)).toEqual([[2]]);
    expect(suite.map((r) => r.corps).join()).not.toContain('retire');
  });

  test('suspendu entre le changement et l’envoi : rien ne part, et l’abonnement s’éteint', async () => {
    const client = await salle.logiciel(`u${rang}`, 'system/*.cruds');
    const id = await abonner(client, ['su']);
    await salle.ecrire(uneTache('su'));
    await salle.distribuer();
    await salle.suspendre(`u${rang}`);
    await salle.tour();
    expect(evenements()).toEqual([]);
    expect(await salle.statutDe(id)).toBe('off');
  });

  test('ses permissions réduites par le territoire après coup : rien ne part de ce qu’elles ne couvrent plus', async () => {
    const client = await salle.logiciel(`p${rang}`, 'system/Task.cruds system/Subscription.cruds');
    await abonner(client, ['red']);
    await salle.ecrire(uneTache('red'));
    await salle.distribuer();
    await salle.base.commun<TablesAcces, void>(async (brut) => {
      await sql`update client set permissions = 'system/Patient.rs' where id = ${`p${rang}`}`.execute(brut);
    });
    await salle.tour();
    expect(evenements()).toEqual([]);
  });

  test('on ne s’abonne pas à un type qu’on ne peut pas lire', async () => {
    const client = await salle.logiciel(`t${rang}`, 'system/Patient.rs system/Subscription.cruds');
    await expect(
      salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) }),
    ).rejects.toMatchObject({ statut: 403 });
  });

  test('$status et $events ne montrent que les siens, avec les droits du moment', async () => {
    const client = await salle.logiciel(`e${rang}`, 'system/*.cruds');
    const autre = await salle.logiciel(`f${rang}`, 'system/*.cruds');
    const id = await abonner(client, ['ev1', 'ev2']);
    await salle.ecrire(uneTache('ev1'));
    await salle.ecrire(uneTache('ev2'));
    await salle.tour();
    const d = salle.socle;
    const tout = { id, depuis: 1, jusqua: 100, contenu: undefined, limite: 100 };
    expect(lireNotification((await rejouer(d, client, tout)).paquet)).toMatchObject({
      type: 'query-event',
      numeros: [1, 2],
      sujets: ['Task/ev1', 'Task/ev2'],
    });
    expect(lireNotification((await rejouer(d, client, { ...tout, depuis: 2 })).paquet).numeros).toEqual([2]);
    const vide = await rejouer(d, client, { ...tout, contenu: 'empty' });
    expect(lireNotification(vide.paquet).sujets).toEqual([]);
    await expect(rejouer(d, autre, tout)).rejects.toMatchObject({ statut: 404 });
    expect(await etatsDe(d, autre, { ids: [id], statuts: undefined })).toEqual([]);
    await salle.ecrire(uneTache('ev1', sensible), 1);
    await salle.distribuer();
    const [etat] = await etatsDe(d, client, { ids: undefined, statuts: ['active'] });
    expect(etat?.parameter).toContainEqual({ name: 'events-since-subscription-start', valueString: '2' });
    expect(lireNotification((await rejouer(d, client, tout)).paquet).sujets).toEqual(['Task/ev2']);
  });
});

describe('Une personne', () => {
  const josiane = (): Acteur => ({
    genre: 'compte',
    id: `compte:j${rang}`,
    nom: 'Josiane Dubois',
    role: 'infirmier',
    territoire: T,
    refs: [`PractitionerRole/j${rang}`, 'Organization/cabinet'],
    ref: `PractitionerRole/j${rang}`,
    structure: { ref: 'Organization/cabinet', nom: 'Cabinet' },
    requete: 'essai',
  });

  beforeEach(() =>
    salle.base.commun<TablesAcces, void>(async (brut) => {
      await sql`insert into compte (id, prenom, nom, cree_le) values (${`j${rang}`}, 'Josiane', 'Dubois', ${MARDI})`.execute(
        brut,
      );
      await sql`
        insert into affectation (id, compte, territoire, role, role_fhir, structure, structure_nom, debut)
        values (${`a${rang}`}, ${`j${rang}`}, ${T}, 'infirmier', ${`PractitionerRole/j${rang}`}, 'Organization/cabinet', 'Cabinet', '2026-01-01')`.execute(
        brut,
      );
      await prouver(brut, `a${rang}`, T, 'infirmier');
    }),
  );

  const cercle = (fin: Date | null) =>
    salle.base.territoire<TablesTerritoire, void>(T, async (brut) => {
      await sql`
        insert into cercle_membre (patient, membre, rang, fonction, debut, fin, ouvert, fondement, familles)
        values (${`pj${rang}`}, ${`PractitionerRole/j${rang}`}, 1, 'infirmier', ${MARDI}, ${fin}, true, 'information', '{ADM,COO,SOC,MED,PLN,FIL}')
        on conflict (patient, rang) do update set fin = excluded.fin`.execute(brut);
    });
  const deSaPatiente = { for: { reference: '' } };

  test('elle est prévenue de ce que son cercle lui montre, et plus rien dès qu’elle en sort', async () => {
    deSaPatiente.for.reference = `Patient/pj${rang}`;
    const ids = [`j${rang}-1`, `j${rang}-2`];
    await cercle(null);
    await abonner(josiane(), ids, 'id-only');
    await salle.ecrire(uneTache(ids[0] ?? '', deSaPatiente));
    await salle.tour();
    expect(evenements().flatMap((n) => n.sujets)).toEqual([`Task/${ids[0]}`]);
    await salle.ecrire(uneTache(ids[1] ?? '', deSaPatiente));
    await salle.distribuer();
    salle.horloge.avancer(1_000);
    await cercle(salle.horloge.maintenant());
    await salle.tour();
    expect(evenements().flatMap((n) => n.sujets)).toEqual([`Task/${ids[0]}`]);
  });

  test('partie du territoire, son abonnement s’éteint', async () => {
    deSaPatiente.for.reference = `Patient/pj${rang}`;
    await cercle(null);
    const id = await abonner(josiane(), [`d${rang}`], 'id-only');
    await salle.base.commun<TablesAcces, void>(async (brut) => {
      await sql`update affectation set fin = '2026-11-01' where id = ${`a${rang}`}`.execute(brut);
    });
    await salle.ecrire(uneTache(`d${rang}`, deSaPatiente));
    await salle.tour();
    expect(evenements()).toEqual([]);
    expect(await salle.statutDe(id)).toBe('off');
  });

  test('par une application ouverte sur une personne, elle n’est prévenue que de cette personne', async () => {
    const logiciel = { id: `app${rang}`, permissions: 'patient/Task.rs', patient: `pj${rang}` };
    await salle.base.commun<TablesAcces, void>(async (brut) => {
      await sql`
        insert into client (id, territoire, nom, genre, permissions, familles, retours, contact, cree_le)
        values (${logiciel.id}, ${T}, 'Application', 'application', 'patient/Task.rs', '{COO}', '{https://app.invalid/retour}', 'x@y.invalid', ${MARDI})`.execute(
        brut,
      );
    });
    await cercle(null);
    const [sienne, autre] = [`app-a${rang}`, `app-b${rang}`];
    const ressource = unAbonnement(receveur.adresse, { filtres: [`Task?_id=${sienne},${autre}`] });
    await salle.faire(josiane(), 'abonnement.creer', { ressource, logiciel });
    await salle.tour();
    await salle.ecrire(uneTache(autre, { owner: { reference: `PractitionerRole/j${rang}` } }));
    await salle.ecrire(uneTache(sienne, { for: { reference: `Patient/pj${rang}` } }));
    await salle.tour();
    expect(evenements().flatMap((n) => n.sujets)).toEqual([`Task/${sienne}`]);
  });

  test('un lien à usage unique ne s’abonne pas', async () => {
    await expect(
      salle.faire({ ...josiane(), genre: 'lien' }, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) }),
    ).rejects.toMatchObject({ statut: 403 });
  });
});
