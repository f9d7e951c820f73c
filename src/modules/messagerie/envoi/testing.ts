import { acteurSysteme } from '#acces/acteur.ts';
import { lireMessage } from '#connectors/mssante/lire-message.ts';
import type { Contrat } from '#lib/contrat.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import type { z } from 'zod';
import type * as contrats from '../contract.ts';
import { unEssai, type Essai } from '../testing.ts';

export type Sortie<C> = C extends Contrat<z.ZodType, infer S> ? z.output<S> : never;
type MessageRecu = Exclude<Awaited<ReturnType<typeof lireMessage>>, { readonly nature: 'illisible' }>;

export const MARTIN = 'paul.martin@medecin.mss-orsene.invalid';

/** The mail room, a room that is told of answers and of what did not arrive, and what the tests ask of both. */
export interface EnvoiDeTest {
  readonly essai: Essai;
  /** What the other room was told, in order. */
  readonly appels: string[];
  /** One minute later, nothing told yet. */
  recommencer(): void;
  fil(id: string): Promise<Sortie<typeof contrats.fil>>;
  fils(): Promise<Sortie<typeof contrats.fils>>;
  /** Sophie writes to Dr Martin, unless said otherwise. */
  ecrire(dessus?: object): Promise<Sortie<typeof contrats.ecrire>>;
  etat(communication: string): Promise<Sortie<typeof contrats.etatDuMessage>>;
  boiteDe(adresse: string): Promise<readonly MessageRecu[]>;
  dernierPour(adresse: string): Promise<MessageRecu>;
  /** The ten seconds pass, and the worker makes its round. */
  partir(): Promise<void>;
  parCordee<T>(faire: (tx: Transaction) => Promise<T>): Promise<T>;
}

export async function ouvrirEnvoi(): Promise<EnvoiDeTest> {
  const appels: string[] = [];
  const essai = await unEssai([salleQuiNote(appels)]);
  const boiteDe: EnvoiDeTest['boiteDe'] = (adresse) => lireBoite(essai, adresse);
  return {
    essai,
    appels,
    recommencer: () => {
      essai.horloge.avancer(60_000);
      appels.length = 0;
    },
    fil: async (id) => (await essai.voir('messagerie.fil', { id })) as Sortie<typeof contrats.fil>,
    fils: async () => (await essai.voir('messagerie.fils', {})) as Sortie<typeof contrats.fils>,
    ecrire: async (dessus = {}) =>
      (await essai.agir('messagerie.ecrire', {
        destinataire: 'PractitionerRole/martin',
        nature: 'question',
        texte: 'Pouvez-vous passer ?',
        ...dessus,
      })) as Sortie<typeof contrats.ecrire>,
    etat: async (communication) =>
      (await essai.voir('messagerie.etatDuMessage', { communication })) as Sortie<typeof contrats.etatDuMessage>,
    boiteDe,
    dernierPour: async (adresse) => {
      const recu = (await boiteDe(adresse)).at(-1);
      if (recu === undefined) throw new Error(`rien pour ${adresse}`);
      return recu;
    },
    partir: async () => {
      essai.horloge.avancer(11_000);
      await essai.tour();
    },
    parCordee: (faire) => parCordee(essai, faire),
  };
}

function salleQuiNote(appels: string[]): NonNullable<Parameters<typeof unEssai>[0]>[number] {
  return {
    reponses: {
      demande: async ({ message }) => {
        appels.push(`reponse:${message.texte}`);
        return true;
      },
    },
    nonRemis: {
      demande: async ({ tx, objet, destinataire, motif }) => {
        appels.push(`non-remis:${objet}:${destinataire}:${motif}`);
        await tx.poserLaMain(objet);
      },
    },
  };
}

async function lireBoite(essai: Essai, adresse: string): Promise<readonly MessageRecu[]> {
  const { entrees } = await essai.depot.etat(adresse);
  return Promise.all(
    entrees.map(async ({ uid, recuLe }) => {
      const brut = (await essai.depot.lire(adresse, uid)) ?? new Uint8Array();
      const lu = await lireMessage({ uid, brut, recuLe, complet: true });
      if (lu.nature === 'illisible') throw new Error('illisible');
      return lu;
    }),
  );
}

function parCordee<T>(essai: Essai, faire: (tx: Transaction) => Promise<T>): Promise<T> {
  return essai.socle.base.territoire<TablesTerritoire, T>(essai.territoire, (sql) =>
    faire(
      new Transaction({
        ...essai.socle,
        sql,
        acteur: acteurSysteme(essai.territoire, 'essai'),
        maintenant: essai.horloge.maintenant(),
      }),
    ),
  );
}
