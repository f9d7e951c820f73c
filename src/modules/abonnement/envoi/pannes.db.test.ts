import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { lancer, sonner, type Ouvrier } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { CANAL } from '../index.ts';
import { ouvrirSalle, T, unAbonnement, uneTache } from '../testing.ts';
import { lireNotification, ouvrirReceveur } from '../testing-receveur.ts';
import type { SalleDeTest } from '../testing.ts';
import type { Receveur } from '../testing-receveur.ts';

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
afterEach(async () => {
  await salle.suspendre(`c${rang}`);
  await receveur.fermer();
});

const numeros = () => receveur.recus.map(({ corps }) => lireNotification(corps).numeros).filter((n) => n.length > 0);

async function abonner(ids: readonly string[]): Promise<string> {
  const ressource = unAbonnement(receveur.adresse, { filtres: [`Task?_id=${ids.join(',')}`] });
  const { id } = await salle.faire(client, 'abonnement.creer', { ressource });
  await salle.tour();
  return id;
}

/** Two hours at a time: every wait of the worker has then passed. */
async function laisserPasser(fois: number): Promise<void> {
  for (let i = 0; i < fois; i += 1) {
    salle.horloge.avancer(2 * 3_600_000);
    await salle.tour();
  }
}

describe('Au moins une fois, dans l’ordre', () => {
  test('un receveur en panne reçoit tout à son retour, dans l’ordre, avec les mêmes numéros', async () => {
    const id = await abonner(['o1', 'o2']);
    receveur.repondre(() => 503);
    await salle.ecrire(uneTache('o1'));
    await salle.tour();
    await salle.ecrire(uneTache('o2'));
    await laisserPasser(2);
    expect(await salle.colonne(id, 'erreur')).toBe('le destinataire a répondu 503');
    expect(await salle.statutDe(id)).toBe('active');
    receveur.repondre(() => 200);
    await laisserPasser(1);
    expect(numeros()).toEqual([[1], [1], [1], [1], [2]]);
    expect(await salle.colonne(id, 'erreur')).toBeNull();
  });

  test('le processus meurt après l’appel, avant l’accusé : l’évènement est reçu deux fois, jamais zéro', async () => {
    await abonner(['k1', 'k2']);
    await salle.ecrire(uneTache('k1'));
    await salle.distribuer();
    await livrerEtMourir();
    expect(numeros()).toEqual([[1]]);
    await salle.ecrire(uneTache('k2'));
    // The line stays locked as long as a dead process could still be alive, then another takes it.
    salle.horloge.avancer(121_000);
    await salle.tour();
    expect(numeros()).toEqual([[1], [1], [2]]);
  });

  test('un receveur lent ne retarde pas les autres', async () => {
    const rapide = await ouvrirReceveur();
    const lent = Promise.withResolvers<number>();
    await abonner(['l1']);
    const ressource = unAbonnement(rapide.adresse, { filtres: ['Task?_id=l1'] });
    await salle.faire(client, 'abonnement.creer', { ressource });
    await salle.tour();
    receveur.repondre(() => lent.promise);
    await salle.ecrire(uneTache('l1'));
    await salle.distribuer();
    const enVol = new Set<Promise<void>>();
    await lancer(salle.ouvrier, T, CANAL, enVol);
    await Promise.race(enVol);
    expect(rapide.recus.map(({ corps }) => lireNotification(corps).numeros)).toEqual([[], [1]]);
    expect(enVol.size).toBe(1);
    lent.resolve(200);
    await Promise.all(enVol);
    await rapide.fermer();
  });

  test('un receveur qui ne répond pas à temps est réessayé', async () => {
    const ressource = unAbonnement(receveur.adresse, {
      filtres: ['Task?_id=s1'],
      canal: { extension: [{ url: DELAI, valueUnsignedInt: 1 }] },
    });
    const { id } = await salle.faire(client, 'abonnement.creer', { ressource });
    await salle.tour();
    const jamais = Promise.withResolvers<number>();
    receveur.repondre(() => jamais.promise);
    await salle.ecrire(uneTache('s1'));
    await salle.tour();
    expect(await salle.colonne(id, 'erreur')).toBe('pas de réponse en 1 s');
    receveur.repondre(() => 200);
    jamais.resolve(200);
    await laisserPasser(1);
    expect(numeros()).toEqual([[1], [1]]);
  });
});

const DELAI = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout';

/** A worker that calls the receiver and dies before it writes what came of it. */
async function livrerEtMourir(): Promise<void> {
  const canal = salle.ouvrier.canaux.get(CANAL);
  if (canal === undefined) throw new Error('canal absent');
  const mort: Ouvrier = {
    ...salle.ouvrier,
    canaux: new Map([
      [
        CANAL,
        {
          ...canal,
          parti: () => Promise.reject(new Error('processus tué')),
        },
      ],
    ]),
  };
  const enVol = new Set<Promise<void>>();
  await lancer(mort, T, CANAL, enVol);
  await Promise.all(enVol);
}

describe('Quand le receveur ne revient pas', () => {
  test('410 : l’abonnement s’éteint, sans déranger personne', async () => {
    const id = await abonner(['g1', 'g2']);
    receveur.repondre(() => 410);
    await salle.ecrire(uneTache('g1'));
    await salle.tour();
    expect(await salle.statutDe(id)).toBe('off');
    expect(await salle.main(id)).toBeUndefined();
    receveur.repondre(() => 200);
    await salle.ecrire(uneTache('g2'));
    await laisserPasser(1);
    expect(numeros()).toEqual([[1]]);
  });

  test('après le dernier essai, une personne du territoire a la panne, avec une échéance', async () => {
    const id = await abonner(['p1', 'p2']);
    await mettreEnPanne('p1');
    expect(await salle.statutDe(id)).toBe('error');
    expect(await salle.main(id)).toMatchObject({
      qui: 'PractitionerRole/sophie',
      etat: 'retard',
      due_le: expect.any(Date),
    });
    const mortes = await salle.base.territoire<TablesTerritoire, readonly object[]>(T, (brut) =>
      brut
        .selectFrom('envoi')
        .select(['envoi.essais', 'envoi.erreur'])
        .where('envoi.objet', '=', `Subscription/${id}`)
        .where('envoi.etat', '=', 'echec')
        .execute(),
    );
    expect(mortes).toEqual([{ essais: 12, erreur: 'le destinataire a répondu 500' }]);
  });

  test('si cette personne ne fait rien, une autre la reçoit', async () => {
    const id = await abonner(['e1']);
    await mettreEnPanne('e1');
    salle.horloge.avancer(4 * 24 * 3_600_000);
    await sonner(salle.ouvrier, T);
    expect(await salle.main(id)).toMatchObject({ qui: 'PractitionerRole/thomas' });
    expect((await salle.main(id))?.due_le?.getTime()).toBeGreaterThan(salle.horloge.maintenant().getTime());
  });

  test('ce qui arrive pendant la panne est gardé ; relancé, le receveur reçoit tout et personne n’attend plus', async () => {
    const id = await abonner(['r1', 'r2']);
    await mettreEnPanne('r1');
    await salle.ecrire(uneTache('r2'));
    await salle.tour();
    receveur.repondre(() => 200);
    const avant = receveur.recus.length;
    await salle.faire(responsable, 'abonnement.relancer', { id });
    await salle.tour();
    const suite = receveur.recus.slice(avant).map(({ corps }) => lireNotification(corps));
    expect(suite.map((n) => [n.type, ...n.numeros])).toEqual([
      ['handshake'],
      ['event-notification', 1],
      ['event-notification', 2],
    ]);
    expect(await salle.statutDe(id)).toBe('active');
    expect(await salle.main(id)).toMatchObject({ etat: 'termine' });
  });

  test('son propriétaire le relance aussi, en redemandant l’abonnement', async () => {
    const id = await abonner(['q1']);
    await mettreEnPanne('q1');
    receveur.repondre(() => 200);
    const ressource = { ...unAbonnement(receveur.adresse, { filtres: ['Task?_id=q1'] }), id };
    await salle.faire(client, 'abonnement.modifier', { id, ressource });
    await salle.tour();
    expect(await salle.statutDe(id)).toBe('active');
    expect(await salle.main(id)).toMatchObject({ etat: 'termine' });
    expect(numeros().at(-1)).toEqual([1]);
  });

  test('une personne du territoire l’éteint ; un soignant ne le peut pas', async () => {
    const id = await abonner(['z1']);
    await mettreEnPanne('z1');
    await expect(
      salle.faire({ ...responsable, role: 'infirmier' }, 'abonnement.eteindre', { id }),
    ).rejects.toMatchObject({ statut: 403 });
    await salle.faire(responsable, 'abonnement.eteindre', { id });
    expect(await salle.statutDe(id)).toBe('off');
    expect(await salle.main(id)).toMatchObject({ etat: 'termine' });
    await expect(salle.faire(responsable, 'abonnement.eteindre', { id })).rejects.toMatchObject({
      code: 'abonnement.eteint',
    });
    await expect(salle.faire(responsable, 'abonnement.relancer', { id })).rejects.toMatchObject({
      code: 'abonnement.pas_en_panne',
    });
  });
});

async function mettreEnPanne(tache: string): Promise<void> {
  receveur.repondre(() => 500);
  await salle.ecrire(uneTache(tache));
  await salle.tour();
  await laisserPasser(11);
}

const responsable: Acteur = {
  genre: 'compte',
  id: 'compte:beatrice',
  nom: 'Béatrice Hélénard',
  role: 'responsable_dac',
  territoire: T,
  refs: ['PractitionerRole/beatrice', 'Organization/dac'],
  ref: 'PractitionerRole/beatrice',
  structure: { ref: 'Organization/dac', nom: 'DAC' },
  requete: 'essai',
};
