import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DocumentReference } from '@medplum/fhirtypes';
import { acteurSysteme, type Acteur } from '#acces/acteur.ts';
import type { Identifiee } from '#fhir/types.ts';
import { oublier, rejouer } from './index.ts';
import { ouvrirSalle, T, unAbonnement, uneTache } from './testing.ts';
import { lireNotification, ouvrirReceveur } from './testing-receveur.ts';
import type { SalleDeTest } from './testing.ts';
import type { Receveur } from './testing-receveur.ts';
import { EXT_BATTEMENT, EXT_MAXIMUM } from './vocabulaire.ts';

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

const recus = () => receveur.recus.map(({ corps }) => lireNotification(corps));
const evenements = () => recus().filter((n) => n.type === 'event-notification');
const numeros = () => evenements().flatMap((n) => n.numeros);
const sujets = () => evenements().flatMap((n) => n.sujets);

async function abonner(autre: Parameters<typeof unAbonnement>[1] = {}): Promise<string> {
  const { id } = await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse, autre) });
  await salle.tour();
  return id;
}

const unDocument = (id: string): Identifiee<DocumentReference> => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  subject: { reference: 'Patient/p1' },
  content: [{ attachment: { contentType: 'text/plain', data: 'SGVsbG8=' } }],
});

describe('Une poignée de main, puis les changements', () => {
  test('le receveur est appelé une fois avant que l’abonnement soit actif', async () => {
    const { id } = await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) });
    expect(await salle.statutDe(id)).toBe('requested');
    await salle.tour();
    expect(recus()).toMatchObject([{ type: 'handshake', dernier: 0, numeros: [] }]);
    expect(receveur.recus[0]?.entetes['content-type']).toMatch('application/fhir+json');
    expect(await salle.statutDe(id)).toBe('active');
  });

  test('une poignée de main refusée met l’abonnement en erreur, sans réessayer ni déranger personne', async () => {
    receveur.repondre(() => 500);
    const id = await abonner();
    expect(await salle.statutDe(id)).toBe('error');
    expect(receveur.recus).toHaveLength(1);
    expect(await salle.main(id)).toBeUndefined();
  });

  test('création, modification et suppression sont dites dans l’ordre, numérotées sans trou', async () => {
    await abonner({ filtres: ['Task?_id=a1,b1'] });
    await salle.ecrire(uneTache('a1'));
    await salle.ecrire(uneTache('b1'));
    await salle.ecrire(uneTache('a1', { status: 'accepted' }), 1);
    await salle.supprimer('Task', 'a1');
    await salle.ecrire(uneTache('hors-filtre'));
    await salle.tour();
    expect(numeros()).toEqual([1, 2, 3, 4]);
    expect(sujets()).toEqual(['Task/a1', 'Task/b1', 'Task/a1', 'Task/a1']);
    expect(evenements().at(-1)?.dernier).toBe(4);
  });

  test('ce qui était écrit avant l’abonnement n’est pas dit', async () => {
    await salle.ecrire(uneTache('ancienne'));
    await abonner({ filtres: ['Task?_id=ancienne'] });
    expect(evenements()).toEqual([]);
    await salle.ecrire(uneTache('ancienne', { status: 'accepted' }), 1);
    await salle.tour();
    expect(numeros()).toEqual([1]);
  });

  test('un envoi porte au plus le nombre demandé, et le suivant part dès l’accusé', async () => {
    await abonner({
      filtres: ['Task?_id=m1,m2,m3,m4,m5'],
      canal: { extension: [{ url: EXT_MAXIMUM, valuePositiveInt: 2 }] },
    });
    for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) await salle.ecrire(uneTache(id));
    await salle.tour();
    expect(evenements().map((n) => n.numeros)).toEqual([[1, 2], [3, 4], [5]]);
  });
});

describe('Ce qui est dit', () => {
  test('vide : ni le sujet, ni ce qui a changé', async () => {
    await abonner({ filtres: ['Task?_id=v1'], contenu: 'empty' });
    await salle.ecrire(uneTache('v1'));
    await salle.tour();
    expect(evenements()).toMatchObject([{ numeros: [1], sujets: [] }]);
    expect(receveur.recus.at(-1)?.corps).not.toContain('v1');
    expect(receveur.recus.at(-1)?.corps).not.toContain('urn:cordee:sujet');
  });

  test('entier : la version de l’évènement, même quand la ressource a changé depuis', async () => {
    await abonner({ filtres: ['Task?_id=e1'], contenu: 'full-resource' });
    await salle.ecrire(uneTache('e1'));
    await salle.ecrire(uneTache('e1', { status: 'accepted' }), 1);
    await salle.tour();
    const entrees = evenements().flatMap((n) => n.bundle.entry?.slice(1) ?? []);
    expect(entrees.map((e) => [e.request?.method, e.resource])).toMatchObject([
      ['POST', { id: 'e1', status: 'requested' }],
      ['PUT', { id: 'e1', status: 'accepted' }],
    ]);
  });

  test('entier : une ressource supprimée avant l’envoi ne part plus', async () => {
    await abonner({ filtres: ['Task?_id=s1'], contenu: 'full-resource' });
    await salle.ecrire(uneTache('s1', { description: 'à ne pas dire' }));
    await salle.supprimer('Task', 's1');
    await salle.tour();
    expect(numeros()).toEqual([1, 2]);
    expect(receveur.recus.at(-1)?.corps).not.toContain('à ne pas dire');
  });

  test('les en-têtes du receveur lui sont rendus, et ne se lisent nulle part', async () => {
    const id = await abonner({ entetes: ['Authorization: Bearer secret-du-receveur'], filtres: ['Task?_id=h1'] });
    expect(receveur.recus[0]?.entetes['authorization']).toBe('Bearer secret-du-receveur');
    expect(await salle.colonne(id, 'entetes')).toMatch(/^cordee-scelle:1:/);
    const ressource = { ...unAbonnement(receveur.adresse, { entetes: ['Authorization: gardé par Cordée'] }), id };
    await salle.faire(client, 'abonnement.modifier', { id, ressource });
    await salle.ecrire(uneTache('h1'));
    await salle.tour();
    expect(receveur.recus.at(-1)?.entetes['authorization']).toBe('Bearer secret-du-receveur');
  });

  test('chaque ressource dite laisse une trace au nom du propriétaire', async () => {
    const id = await abonner({ filtres: ['Task?_id=t1'] });
    await salle.ecrire(uneTache('t1'));
    await salle.tour();
    expect(await salle.traces(`abonnement:${id}`)).toEqual([
      { acteur: client.id, action: 'abonnement.notifier', objet: 'Task/t1', patient: 'p1', genre: 'export' },
    ]);
  });
});

describe('Les sujets', () => {
  test('statut d’une tâche : le reste de la tâche peut changer sans bruit', async () => {
    await abonner({ sujet: 'urn:cordee:sujet:statut-de-tache', filtres: ['Task?_id=st1'] });
    await salle.ecrire(uneTache('st1'));
    await salle.ecrire(uneTache('st1', { description: 'précision' }), 1);
    await salle.ecrire(uneTache('st1', { description: 'précision', status: 'accepted' }), 2);
    await salle.tour();
    expect(numeros()).toEqual([1, 2]);
  });

  test('nouveau document : la création seule', async () => {
    await abonner({ sujet: 'urn:cordee:sujet:nouveau-document' });
    await salle.ecrire(unDocument('d1'));
    await salle.ecrire({ ...unDocument('d1'), description: 'bis' }, 1);
    await salle.tour();
    expect(sujets()).toEqual(['DocumentReference/d1']);
  });

  test('un critère R4 simple est décidé par la grammaire de la recherche', async () => {
    const ressource = {
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'essai',
      criteria: 'Task?owner=Organization/r4&status=accepted,completed',
      channel: { type: 'rest-hook', endpoint: receveur.adresse, payload: 'application/fhir+json' },
    };
    await salle.faire(client, 'abonnement.creer', { ressource });
    await salle.tour();
    await salle.ecrire(uneTache('r4', { owner: { reference: 'Organization/r4' } }));
    await salle.ecrire(uneTache('r4', { owner: { reference: 'Organization/r4' }, status: 'completed' }), 1);
    await salle.ecrire(uneTache('r4-autre', { status: 'completed' }));
    await salle.tour();
    expect(sujets()).toEqual(['Task/r4']);
  });
});

describe('Le temps', () => {
  test('un battement part quand rien n’a été dit pendant la période', async () => {
    await abonner({ filtres: ['Task?_id=x'], canal: { extension: [{ url: EXT_BATTEMENT, valueUnsignedInt: 60 }] } });
    await salle.tour();
    expect(recus().map((n) => n.type)).toEqual(['handshake']);
    salle.horloge.avancer(61_000);
    await salle.tour();
    expect(recus().map((n) => n.type)).toEqual(['handshake', 'heartbeat']);
  });

  test('à sa fin, l’abonnement s’éteint et ne dit plus rien', async () => {
    const fin = new Date(salle.horloge.maintenant().getTime() + 3_600_000).toISOString();
    const id = await abonner({ filtres: ['Task?_id=f1'], fin });
    salle.horloge.avancer(3_600_001);
    await salle.ecrire(uneTache('f1'));
    await salle.tour();
    expect(await salle.statutDe(id)).toBe('off');
    expect(evenements()).toEqual([]);
  });
});

describe('Ce que le territoire en garde', () => {
  const gestionnaire: Acteur = {
    ...acteurSysteme(T, 'essai'),
    genre: 'compte',
    id: 'compte:g',
    role: 'administrateur_cpts',
  };

  test('après trente jours, ce qui a été reçu s’oublie ; ce qui attend encore, non', async () => {
    const id = await abonner({ filtres: ['Task?_id=vieux,attend'] });
    await salle.ecrire(uneTache('vieux'));
    await salle.tour();
    receveur.repondre(() => 503);
    await salle.ecrire(uneTache('attend'));
    await salle.tour();
    salle.horloge.avancer(31 * 24 * 3_600_000);
    expect(await oublier(salle.socle, T)).toBeGreaterThan(0);
    const tout = { id, depuis: 1, jusqua: 10, contenu: undefined, limite: 10 };
    expect(lireNotification((await rejouer(salle.socle, client, tout)).paquet).sujets).toEqual(['Task/attend']);
    receveur.repondre(() => 200);
    await salle.tour();
    expect(numeros()).toEqual([1, 2, 2]);
  });

  test('qui s’en occupe voit chaque abonnement, ce qui attend et pourquoi, sans secret ni contenu', async () => {
    const id = await abonner({ filtres: ['Task?_id=liste1'], entetes: ['Authorization: Bearer discret'] });
    receveur.repondre(() => 503);
    await salle.ecrire(uneTache('liste1'));
    await salle.tour();
    const vue = await salle.voir(gestionnaire, 'abonnement.liste');
    expect(vue).toMatchObject({
      abonnements: expect.arrayContaining([
        expect.objectContaining({
          id,
          proprietaire: `Logiciel c${rang}`,
          sujet: 'urn:cordee:sujet:Task',
          vers: '127.0.0.1',
          etat: 'actif',
          enAttente: 1,
          erreur: 'le destinataire a répondu 503',
        }),
      ]),
    });
    expect(JSON.stringify(vue)).not.toMatch(/discret|liste1|recevoir/);
    await expect(salle.voir({ ...gestionnaire, role: 'medecin' }, 'abonnement.liste')).rejects.toMatchObject({
      statut: 403,
    });
  });
});

describe('Changer et supprimer', () => {
  test('un autre receveur est appelé avant qu’on lui dise quoi que ce soit', async () => {
    const id = await abonner({ filtres: ['Task?_id=n1'] });
    const nouveau = await ouvrirReceveur();
    const ressource = { ...unAbonnement(nouveau.adresse, { filtres: ['Task?_id=n1'] }), id };
    await salle.ecrire(uneTache('n1'));
    await salle.distribuer();
    await salle.faire(client, 'abonnement.modifier', { id, ressource });
    await salle.tour();
    expect(nouveau.recus.map(({ corps }) => lireNotification(corps).type)).toEqual(['handshake', 'event-notification']);
    expect(evenements()).toEqual([]);
    await nouveau.fermer();
  });

  test('supprimé, il ne dit plus rien, pas même ce qui attendait', async () => {
    const id = await abonner({ filtres: ['Task?_id=del1'] });
    await salle.ecrire(uneTache('del1'));
    await salle.distribuer();
    await salle.faire(client, 'abonnement.supprimer', { id });
    await salle.tour();
    expect(evenements()).toEqual([]);
    expect(await salle.statutDe(id)).toBeUndefined();
  });

  test('l’abonnement d’un autre n’existe pas', async () => {
    const id = await abonner();
    const autre = await salle.logiciel(`autre${rang}`, 'system/*.cruds');
    for (const action of ['abonnement.supprimer', 'abonnement.modifier'])
      await expect(salle.faire(autre, action, { id, ressource: unAbonnement(receveur.adresse) })).rejects.toMatchObject(
        { statut: 404 },
      );
  });

  test('le nombre d’abonnements d’un propriétaire est borné', async () => {
    for (let i = 0; i < 20; i += 1)
      await salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) });
    await expect(
      salle.faire(client, 'abonnement.creer', { ressource: unAbonnement(receveur.adresse) }),
    ).rejects.toMatchObject({ code: 'abonnement.trop' });
  });
});
