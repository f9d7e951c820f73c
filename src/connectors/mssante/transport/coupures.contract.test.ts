import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Curseur, MessageAEnvoyer, MessageRecu } from '../boite.ts';
import { ouvrirBoite } from '../client-reel.ts';
import { ErreurMssante } from '../erreurs.ts';
import { depotEnMemoire } from '../simulateur/depot.ts';
import { demarrerSimulateur, type Simulateur } from '../simulateur/simulateur.ts';

/** Matrice de pannes B1 (security.md §9) : la liaison est coupée après n octets, pour des n couvrant toute la session. */

const CELLULE = 'cellule@coordination.essai.invalid';
const CABINET = 'cabinet@coordination.essai.invalid';

interface Liaison {
  readonly port: number;
  /** Coupe la prochaine connexion après ce nombre d'octets venus du serveur ; undefined : ne coupe plus. */
  couperApres(octets: number | undefined): void;
  /** Octets passés du serveur au client sur la dernière connexion. */
  passes(): number;
  arreter(): Promise<void>;
}

async function liaisonFragile(vers: number): Promise<Liaison> {
  let limite: number | undefined;
  let passes = 0;
  const ouvertes = new Set<Socket>();
  const serveur = createServer({ noDelay: true }, (client) => {
    const amont = connect({ port: vers, host: '127.0.0.1', noDelay: true });
    const borne = limite;
    passes = 0;
    for (const prise of [client, amont]) {
      ouvertes.add(prise);
      prise.on('error', () => undefined);
      prise.on('close', () => {
        ouvertes.delete(prise);
        client.destroy();
        amont.destroy();
      });
    }
    client.on('data', (octets) => amont.write(octets));
    amont.on('data', (octets) => {
      const permis = borne === undefined ? octets.length : Math.max(0, Math.min(octets.length, borne - passes));
      passes += permis;
      if (permis < octets.length) {
        client.end(octets.subarray(0, permis));
        client.destroySoon();
      } else {
        client.write(octets);
      }
    });
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  return {
    port: (serveur.address() as AddressInfo).port,
    couperApres: (octets) => void (limite = octets),
    passes: () => passes,
    arreter() {
      const fini = new Promise<void>((pret) => serveur.close(() => pret()));
      for (const prise of ouvertes) {
        prise.destroy();
      }
      return fini;
    },
  };
}

function message(rang: number): MessageAEnvoyer {
  return {
    messageId: `<coupure-${rang}@cordee.essai.invalid>`,
    date: new Date('2026-11-23T09:30:00Z'),
    de: { adresse: CELLULE, nom: 'Cellule' },
    a: [{ adresse: CABINET, nom: '' }],
    sujet: `Demande ${rang}`,
    texte: 'Bonjour',
    references: [],
    entetes: {},
    piecesJointes: [],
  };
}

function erreurConnue(erreur: unknown): void {
  expect(erreur).toBeInstanceOf(ErreurMssante);
  expect(erreur).toMatchObject({ nature: 'panne-temporaire' });
}

describe('liaison coupée à chaque étape', () => {
  let simulateur: Simulateur;
  const depot = depotEnMemoire();

  beforeAll(async () => {
    simulateur = await demarrerSimulateur({
      depot,
      domaines: [{ nom: 'coordination.essai.invalid', boites: 'liste' }],
      boites: [CELLULE, CABINET].map((adresse) => ({ adresse, nom: adresse, role: 'Essai' })),
    });
  });

  afterAll(() => simulateur.arreter());

  test('à l’envoi : ou bien une panne à réessayer, ou bien un dépôt ; après renvoi, tout est arrivé et chaque doublon se reconnaît', async () => {
    const liaison = await liaisonFragile(simulateur.ports.smtp);
    const config = simulateur.configPour(CELLULE);
    const boite = ouvrirBoite({ ...config, smtp: { ...config.smtp, port: liaison.port } });
    await boite.envoyer(message(0));
    const pas = Math.ceil(liaison.passes() / 25);
    const rangs = Array.from({ length: 25 }, (_, rang) => rang + 1);
    for (const rang of rangs) {
      liaison.couperApres(rang * pas - 1);
      await boite.envoyer(message(rang)).catch(erreurConnue);
      liaison.couperApres(undefined);
      await boite.envoyer(message(rang));
    }
    await boite.fermer();
    await liaison.arreter();

    const cabinet = ouvrirBoite(simulateur.configPour(CABINET));
    const recus = [...(await cabinet.relever(undefined)).messages];
    await cabinet.fermer();
    const corps = new Map<string, Set<string>>();
    for (const un of recus) {
      corps.set(un.messageId, (corps.get(un.messageId) ?? new Set()).add(un.empreinteCorps));
    }
    expect([...corps.keys()].toSorted()).toEqual([0, ...rangs].map((rang) => message(rang).messageId).toSorted());
    expect([...corps.values()].every((empreintes) => empreintes.size === 1)).toBe(true);
  });

  test('à la relève : ou bien une panne, ou bien un lot entier ; en reprenant au curseur, chaque message est lu une fois', async () => {
    const nombre = 20;
    for (let rang = 0; rang < nombre; rang += 1) {
      await depot.deposer(
        CELLULE,
        Buffer.from(`From: a@b.invalid\r\nMessage-ID: <r${rang}@b.invalid>\r\n\r\n${'x'.repeat(200)}\r\n`),
        new Date(),
      );
    }
    const liaison = await liaisonFragile(simulateur.ports.imap);
    const config = simulateur.configPour(CELLULE);
    const ouvrir = () =>
      ouvrirBoite({ ...config, imap: { ...config.imap, port: liaison.port }, limites: { messagesReleve: 3 } });
    const essai = ouvrir();
    await essai.relever(undefined);
    const pas = Math.ceil(liaison.passes() / 20);
    await essai.fermer();

    const lus: MessageRecu[] = [];
    let curseur: Curseur | undefined;
    for (let tour = 1; lus.length < nombre; tour += 1) {
      // Une coupure sur deux tours : sinon les coupures précoces empêcheraient d'avancer.
      liaison.couperApres(tour % 2 === 0 ? undefined : (tour % 20) * pas + 1);
      const boite = ouvrir();
      const releve = await boite.relever(curseur).catch((erreur: unknown) => erreurConnue(erreur));
      await boite.fermer();
      if (releve !== undefined) {
        lus.push(...releve.messages);
        ({ curseur } = releve);
      }
    }
    await liaison.arreter();
    expect(lus.map((un) => un.messageId)).toEqual(Array.from({ length: nombre }, (_, rang) => `<r${rang}@b.invalid>`));
  });
});
