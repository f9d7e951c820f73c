import { echelonSuivant } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { MessageRemonte } from './faits.ts';
import { boiteDe, fileJoignable } from './fils/boites.ts';
import { donnerLaMain, echeance, sujetDesFaits, type Attendu } from './fils/main.ts';
import { lireFil, type Fil } from './fils/store.ts';
import { DELAIS } from './parametres.ts';
import { tables } from './tables.ts';

/** Nobody answered, or used the other channel, in time: the next human of the ladder has the hand. */
const remonter: Sonnerie = async ({ tx, objet, cause }) => {
  const fil = await lireFil(tx, objet.replace('Task/', ''));
  const main = await mainDe(tx, objet);
  if (fil === undefined || main === undefined) return;
  const suite = await echelonApres(tx, fil.file, main);
  await donnerLaMain(tx, fil, {
    qui: suite.qui,
    etat: 'retard',
    attente: main.attente,
    prochaine: main.prochaine ?? 'lire ce message',
    cause: cause as Attendu['cause'],
    delai: suite.delai,
    rang: suite.rang,
  });
  await raconter(tx, fil, main, suite.qui);
};

/** The answer asked for did not come: whoever waited now acts, and the ladder starts from there. */
const relancer: Sonnerie = async ({ tx, objet }) => {
  const fil = await lireFil(tx, objet.replace('Task/', ''));
  const main = await mainDe(tx, objet);
  if (fil === undefined || main === undefined) return;
  await donnerLaMain(tx, fil, {
    qui: { ref: main.qui, nom: main.qui_nom },
    etat: 'retard',
    attente: 'faire',
    prochaine: `relancer ${fil.correspondant_nom}, sans réponse`,
    cause: 'message.a_repondre',
    delai: DELAIS.tenu,
  });
};

/** A mail that could not be read has no thread: its hand is passed on its own. */
const remonterQuarantaine: Sonnerie = async ({ tx, objet, cause }) => {
  const courriel = await tables(tx)
    .selectFrom('courriel as c')
    .select('c.boite')
    .where('c.id', '=', objet.replace('Task/', ''))
    .executeTakeFirst();
  const main = await mainDe(tx, objet);
  if (courriel === undefined || main === undefined) return;
  const suite = await echelonApres(tx, await fileDeLaBoite(tx, courriel.boite), main);
  await tx.passerLaMain({
    objet,
    genre: 'message_illisible',
    etat: 'retard',
    titre: main.titre,
    a: suite.qui,
    prochaine: main.prochaine ?? 'regarder ce message',
    dueLe: await echeance(tx, suite.delai),
    cause,
    attente: main.attente,
    rang: suite.rang,
    lecteurs: main.lecteurs,
  });
};

export const SONNERIES: Readonly<Record<string, Sonnerie>> = {
  'message.a_repondre': remonter,
  'message.non_remis': remonter,
  'message.sans_reponse': relancer,
  'message.quarantaine': remonterQuarantaine,
};

interface MainTenue {
  readonly qui: string;
  readonly qui_nom: string;
  readonly rang: number;
  readonly attente: 'repondre' | 'faire' | 'information';
  readonly prochaine: string | null;
  readonly titre: string;
  readonly lecteurs: string[];
}

async function mainDe(tx: Transaction, objet: string): Promise<MainTenue | undefined> {
  const main = await tx.sql
    .selectFrom('main_ouverte as m')
    .select(['m.qui', 'm.qui_nom', 'm.rang', 'm.attente', 'm.prochaine', 'm.titre', 'm.lecteurs'])
    .where('m.objet', '=', objet)
    .where('m.etat', '<>', 'termine')
    .executeTakeFirst();
  return main === undefined || main.qui === null || main.qui_nom === null
    ? undefined
    : { ...main, qui: main.qui, qui_nom: main.qui_nom };
}

/** A mailbox without a queue has nobody above its holder: reminded each worked day, never dropped. */
async function echelonApres(tx: Transaction, file: string | null, main: MainTenue) {
  const connue = await fileJoignable(tx, file);
  if (connue === undefined) return { qui: { ref: main.qui, nom: main.qui_nom }, rang: main.rang, delai: DELAIS.rappel };
  const { porteur, rang } = echelonSuivant(connue.porteurs, main.qui, main.rang);
  const dernier = porteur.ref === main.qui;
  return {
    qui: { ref: porteur.ref, nom: porteur.nom, file: connue.nom },
    rang,
    delai: dernier ? DELAIS.rappel : DELAIS.remontee,
  };
}

async function fileDeLaBoite(tx: Transaction, adresse: string): Promise<string | null> {
  return (await boiteDe(tx, adresse)).file;
}

async function raconter(
  tx: Transaction,
  fil: Fil,
  main: MainTenue,
  qui: { readonly ref: string; readonly nom: string },
): Promise<void> {
  if (qui.ref === main.qui) return;
  await tx.fait(MessageRemonte, {
    objet: sujetDesFaits(fil),
    patient: fil.patient ?? undefined,
    lecteurs: [...fil.lecteurs, qui.ref],
    donnees: { fil: fil.id, de: main.qui_nom, a: qui.nom, attendu: main.prochaine ?? '' },
  });
}
