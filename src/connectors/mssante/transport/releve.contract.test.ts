import { afterEach, describe, expect, test } from 'vitest';
import type { BoiteMssante, Curseur, MessageRecu } from '../boite.ts';
import { ouvrirBoite } from '../client-reel.ts';
import type { LimitesBoite } from '../config.ts';
import { depotEnMemoire, type DepotSimule } from '../simulateur/depot.ts';
import { demarrerSimulateur, type Simulateur } from '../simulateur/simulateur.ts';

const CELLULE = 'cellule@coordination.essai.invalid';
const LE = new Date('2026-11-23T09:30:00Z');
const aFermer: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const fermer of aFermer.splice(0).toReversed()) {
    await fermer();
  }
});

interface Monde {
  readonly depot: DepotSimule;
  readonly simulateur: Simulateur;
  readonly boite: BoiteMssante;
}

async function monde(limites: Partial<LimitesBoite> = {}): Promise<Monde> {
  const depot = depotEnMemoire();
  const simulateur = await demarrerSimulateur({
    depot,
    domaines: [{ nom: 'coordination.essai.invalid', boites: 'liste' }],
    boites: [{ adresse: CELLULE, nom: 'Cellule', role: 'Coordination' }],
  });
  const boite = ouvrirBoite({ ...simulateur.configPour(CELLULE), limites });
  aFermer.push(
    () => simulateur.arreter(),
    () => boite.fermer(),
  );
  return { depot, simulateur, boite };
}

function brut(rang: number, corps = 'x'): Buffer {
  return Buffer.from(`From: a@b.invalid\r\nMessage-ID: <m${rang}@b.invalid>\r\nSubject: s\r\n\r\n${corps}\r\n`);
}

async function remplir(depot: DepotSimule, nombre: number, corps?: string): Promise<void> {
  for (let rang = 1; rang <= nombre; rang += 1) {
    await depot.deposer(CELLULE, brut(rang, corps), LE);
  }
}

async function toutRelever(
  boite: BoiteMssante,
  depuis?: Curseur,
): Promise<{ lots: number[]; messages: MessageRecu[]; curseur: Curseur }> {
  const lots: number[] = [];
  const messages: MessageRecu[] = [];
  let releve = await boite.relever(depuis);
  for (;;) {
    lots.push(releve.messages.length);
    messages.push(...releve.messages);
    if (!releve.reste) {
      return { lots, messages, curseur: releve.curseur };
    }
    releve = await boite.relever(releve.curseur);
  }
}

const identifiants = (messages: readonly MessageRecu[]) => messages.map((un) => un.messageId);
const attendus = (nombre: number) => Array.from({ length: nombre }, (_, rang) => `<m${rang + 1}@b.invalid>`);

describe('relève', () => {
  test('120 messages arrivent en lots de 50, du plus ancien au plus récent, chacun une fois', async () => {
    const { boite, depot } = await monde();
    await remplir(depot, 120);
    const { lots, messages } = await toutRelever(boite);
    expect(lots).toEqual([50, 50, 20]);
    expect(identifiants(messages)).toEqual(attendus(120));
  });

  test('une boîte vide rend un curseur utilisable', async () => {
    const { boite, depot } = await monde();
    const vide = await boite.relever(undefined);
    expect(vide).toMatchObject({ messages: [], reste: false, curseur: { uid: 0 } });
    await remplir(depot, 1);
    expect((await boite.relever(vide.curseur)).messages).toHaveLength(1);
  });

  test('des messages lourds raccourcissent le lot sans jamais l’arrêter', async () => {
    const { boite, depot } = await monde({ octetsReleve: 25_000 });
    await remplir(depot, 7, 'x'.repeat(10_000));
    const { lots, messages } = await toutRelever(boite);
    expect(lots).toEqual([2, 2, 2, 1]);
    expect(identifiants(messages)).toEqual(attendus(7));
  });

  test('une relève trop longue s’arrête et reprend, un message au moins à chaque fois', async () => {
    const { boite, depot } = await monde({ dureeReleveMs: 0 });
    await remplir(depot, 3);
    const { lots, messages } = await toutRelever(boite);
    expect(lots).toEqual([1, 1, 1]);
    expect(identifiants(messages)).toEqual(attendus(3));
  });

  test('un message trop gros est mis en quarantaine avec son début, et ne bloque pas les autres', async () => {
    const { boite, depot } = await monde({ octetsLecture: 50_000, octetsReleve: 40_000 });
    await depot.deposer(CELLULE, brut(1), LE);
    await depot.deposer(CELLULE, brut(2, 'x'.repeat(200_000)), LE);
    await depot.deposer(CELLULE, brut(3), LE);
    const { messages } = await toutRelever(boite);
    expect(identifiants(messages)).toEqual(attendus(3));
    expect(messages.map((un) => un.nature)).toEqual(['message', 'illisible', 'message']);
    expect(messages[1]).toMatchObject({ raison: 'trop-gros', brutComplet: false });
    expect(messages[1]?.brut.byteLength).toBeLessThanOrEqual(64 * 1024);
  });

  test('après une renumérotation, tout est relu et reconnaissable', async () => {
    const { boite, depot, simulateur } = await monde();
    await remplir(depot, 3);
    const avant = await toutRelever(boite);
    await depot.supprimer(CELLULE, 1);
    await simulateur.pannes.renumeroter(CELLULE);
    const apres = await boite.relever(avant.curseur);
    expect(apres.renumerotee).toBe(true);
    expect(apres.messages.map((un) => [un.messageId, un.empreinte])).toEqual(
      avant.messages.slice(1).map((un) => [un.messageId, un.empreinte]),
    );
    expect((await boite.relever(apres.curseur)).messages).toEqual([]);
  });

  test('une connexion coupée par l’opérateur est rouverte à la relève suivante, sans erreur', async () => {
    const { boite, depot, simulateur } = await monde();
    await remplir(depot, 1);
    const { curseur } = await boite.relever(undefined);
    simulateur.pannes.couperImap();
    await depot.deposer(CELLULE, brut(2), LE);
    expect(identifiants((await boite.relever(curseur)).messages)).toEqual(['<m2@b.invalid>']);
  });

  test('un opérateur arrêté est une panne temporaire, et tout reprend quand il revient', async () => {
    const { boite, simulateur } = await monde();
    await simulateur.arreter();
    await expect(boite.relever(undefined)).rejects.toMatchObject({ nature: 'panne-temporaire', code: 'ECONNREFUSED' });
    await expect(
      boite.envoyer({
        messageId: '<x@b.invalid>',
        de: { adresse: CELLULE, nom: '' },
        a: [{ adresse: CELLULE, nom: '' }],
        sujet: '',
        texte: '',
        references: [],
        entetes: {},
        piecesJointes: [],
      }),
    ).rejects.toMatchObject({ nature: 'panne-temporaire' });
  });

  test('deux relèves demandées ensemble passent l’une après l’autre et voient la même chose', async () => {
    const { boite, depot } = await monde();
    await remplir(depot, 5);
    const [une, autre] = await Promise.all([boite.relever(undefined), boite.relever(undefined)]);
    expect(identifiants(une.messages)).toEqual(identifiants(autre.messages));
  });
});

describe('surveillance', () => {
  test('une écoute coupée reprend seule, le dit, et rien d’arrivé entre-temps n’est oublié', async () => {
    const { boite, depot, simulateur } = await monde({ reconnexionMs: 10 });
    const pannes: Error[] = [];
    let reveils = 0;
    let prochain = Promise.withResolvers<void>();
    const reveiller = () => {
      reveils += 1;
      prochain.resolve();
    };
    const ecoute = await boite.surveiller(reveiller, (erreur) => pannes.push(erreur));
    await prochain.promise;
    const avant = reveils;
    prochain = Promise.withResolvers<void>();
    simulateur.pannes.couperImap();
    await remplir(depot, 1);
    await prochain.promise;
    await ecoute.arreter();
    expect(reveils).toBeGreaterThan(avant);
    expect(pannes).toMatchObject([{ nature: 'panne-temporaire' }]);
    expect((await boite.relever(undefined)).messages).toHaveLength(1);
  });

  test('un opérateur injoignable au démarrage n’empêche pas d’écouter : la panne est dite, l’arrêt est immédiat', async () => {
    const { boite, simulateur } = await monde();
    await simulateur.arreter();
    const pannes: Error[] = [];
    const ecoute = await boite.surveiller(
      () => undefined,
      (erreur) => pannes.push(erreur),
    );
    await ecoute.arreter();
    expect(pannes).toMatchObject([{ nature: 'panne-temporaire' }]);
  });

  test('fermer la boîte arrête ses écoutes', async () => {
    const { boite, simulateur } = await monde();
    let reveils = 0;
    await boite.surveiller(() => {
      reveils += 1;
    });
    await boite.fermer();
    const avant = reveils;
    await simulateur.webmail.ecrireDepuis(CELLULE, { a: CELLULE, sujet: 'x', texte: 'y' });
    expect(reveils).toBe(avant);
  });
});
