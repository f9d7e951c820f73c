import { acteurSysteme } from '#acces/acteur.ts';
import type { BoiteMssante, Curseur, MessageRecu } from '#connectors/mssante/boite.ts';
import type { Journal } from '#lib/journal.ts';
import { Refus } from '#lib/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { estRefusDeDeces } from '#socle/apres-deces.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { lireCurseur, poserCurseur } from './curseur.ts';
import { mettreEnQuarantaine, type RaisonDeCote } from './quarantaine.ts';
import type { Rangement } from './rangement.ts';
import { ranger, type Issue } from './ranger.ts';

export interface Reception extends Rangement {
  readonly socle: Socle;
  readonly territoire: CodeTerritoire;
  readonly client: Pick<BoiteMssante, 'relever'>;
  readonly journal: Journal;
}

export interface BilanReleve {
  readonly ranges: number;
  readonly doublons: number;
  readonly avis: number;
  readonly quarantaines: number;
}

const SANS_SALLE = { nouveaux: new Map(), reponses: new Map(), nonRemis: new Map() } as const;

/**
 * Reads a mailbox to its end, one transaction per mail: raw bytes, resource, thread, room, fact and cursor are committed together.
 * Run it at each wake-up and at least every 20 s; two at once, or one killed anywhere, file each mail once. Throws when the
 * mailbox or the database is down: call it again later.
 */
export async function releverBoite(reception: Reception): Promise<BilanReleve> {
  const bilan = { range: 0, doublon: 0, avis: 0, quarantaine: 0 } satisfies Record<Issue, number>;
  for (let reste = true; reste;) {
    const depuis = await enTerritoire(reception, (tx) => lireCurseur(tx, reception.boite.adresse));
    const releve = await reception.client.relever(depuis);
    for (const message of releve.messages) {
      bilan[
        await rangerSansBloquer(reception, message, { uidvalidity: releve.curseur.uidvalidity, uid: message.uid })
      ] += 1;
    }
    await enTerritoire(reception, (tx) => poserCurseur(tx, reception.boite.adresse, releve.curseur));
    reste = releve.reste && releve.messages.length > 0;
  }
  return { ranges: bilan.range, doublons: bilan.doublon, avis: bilan.avis, quarantaines: bilan.quarantaine };
}

/**
 * A room that stumbles is asked a second time (somebody may have moved the same thing at the same moment), then the mail is
 * filed without it and a person decides; a mail that cannot be filed at all is set aside. Only a fault of the house stops the round.
 */
async function rangerSansBloquer(reception: Reception, message: MessageRecu, curseur: Curseur): Promise<Issue> {
  const essais: readonly ((tx: Transaction) => Promise<Issue>)[] = [
    (tx) => ranger(tx, reception, message),
    (tx) => ranger(tx, reception, message),
    (tx) => ranger(tx, { ...reception, salles: SANS_SALLE }, message),
  ];
  let raison: RaisonDeCote = 'panne';
  for (const [rang, essai] of essais.entries()) {
    try {
      return await enTerritoire(reception, async (tx) => {
        const issue = await essai(tx);
        await poserCurseur(tx, reception.boite.adresse, curseur);
        return issue;
      });
    } catch (erreur) {
      if (estPassagere(erreur)) throw erreur;
      if (estRefusDeDeces(erreur)) {
        raison = 'deces';
        break;
      }
      reception.journal('erreur', 'courriel.rangement', { essai: rang + 1, motif: nomDeLaFaute(erreur) });
    }
  }
  return enTerritoire(reception, async (tx) => {
    const nouveau = await mettreEnQuarantaine(tx, reception.boite, message, raison);
    await poserCurseur(tx, reception.boite.adresse, curseur);
    return nouveau ? 'quarantaine' : 'doublon';
  });
}

async function enTerritoire<T>({ socle, territoire }: Reception, faire: (tx: Transaction) => Promise<T>): Promise<T> {
  return socle.base.territoire<TablesTerritoire, T>(territoire, async (sql) => {
    const acteur = acteurSysteme(territoire, 'messagerie');
    const tx = new Transaction({ ...socle, sql, acteur, maintenant: socle.horloge.maintenant() });
    const resultat = await faire(tx);
    await prevenirLesEcrans(tx);
    return resultat;
  });
}

/** SQLSTATE classes of a database that is down, short of something, or in a deadlock; and cuts of the network. */
const CODE_PASSAGER = /^(?:08|40|53|55|57)[0-9A-Z]{3}$|^E[A-Z]{3,}$/;

function estPassagere(erreur: unknown): boolean {
  if (!(erreur instanceof Error)) return false;
  const code = 'code' in erreur && typeof erreur.code === 'string' ? erreur.code : '';
  return (
    CODE_PASSAGER.test(code) ||
    /^(?:Connection terminated|timeout exceeded when trying to connect|Client was closed)/.test(erreur.message)
  );
}

/** Never the message of an unknown error: it could quote the mail. */
function nomDeLaFaute(erreur: unknown): string {
  if (erreur instanceof Refus) return erreur.code;
  if (!(erreur instanceof Error)) return 'inconnue';
  return 'code' in erreur && typeof erreur.code === 'string' ? `${erreur.name} ${erreur.code}` : erreur.name;
}
