import type { Acteur } from '#acces/acteur.ts';
import { nomDePersonne } from '#modules/dossier/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { EtatEnvoi, Main, Message } from '../contract.ts';
import type { Courriel } from '../fils/store.ts';
import { ANNULATION_MS } from '../parametres.ts';
import { etatDuMessage, LIBELLES_ETAT } from '../statut.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

type EtapesDeLEnvoi = Pick<
  Courriel,
  | 'etat'
  | 'parti_le'
  | 'remis_le'
  | 'lu_le'
  | 'repondu_le'
  | 'non_remis_le'
  | 'motif'
  | 'autre_canal'
  | 'relaye_le'
  | 'relaye_par'
  | 'recu_le'
>;

/** What the outbox knows of a message that has not left. */
export interface Depart {
  readonly essais: number;
  readonly erreur: string | null;
}

export function presenterEnvoi(courriel: EtapesDeLEnvoi, depart?: Depart): EtatEnvoi {
  const { etat, le } = etatDuMessage(courriel);
  const retenu = etat === 'attente' && depart !== undefined && depart.erreur !== null;
  return {
    etat,
    libelle: retenu ? 'Pas encore parti, nouvel essai bientôt' : LIBELLES_ETAT[etat],
    le: iso(le),
    motif: retenu ? depart.erreur : courriel.motif,
    telephone: etat === 'non_remis' ? courriel.autre_canal : null,
    relayePar: courriel.relaye_par,
    relayeLe: iso(courriel.relaye_le),
    annulableJusqua:
      etat === 'attente' && (depart?.essais ?? 0) === 0
        ? new Date(courriel.recu_le.getTime() + ANNULATION_MS).toISOString()
        : null,
  };
}

/** `texte` is what the resource says: the new part of a received mail. */
export function presenterMessage(
  courriel: Courriel,
  texte: string,
  memeIdentifiant: boolean,
  pieces: Message['pieces'],
  depart?: Depart,
): Message {
  const complet = courriel.texte?.trim() ?? '';
  return {
    communication: courriel.communication ?? '',
    sens: courriel.sens,
    de: courriel.sens === 'envoye' ? (courriel.auteur_nom ?? courriel.de_nom) : courriel.de_nom,
    a: courriel.a_nom,
    le: courriel.recu_le.toISOString(),
    texte,
    texteComplet: courriel.sens === 'recu' && complet !== texte.trim() ? complet : null,
    pieces,
    automatique: courriel.nature !== 'message',
    memeIdentifiant,
    envoi: courriel.sens === 'envoye' ? presenterEnvoi(courriel, depart) : null,
  };
}

/** Departures still in the outbox, by id. */
export async function departsDe(
  tx: Transaction,
  courriels: readonly Pick<Courriel, 'envoi' | 'etat'>[],
): Promise<ReadonlyMap<string, Depart>> {
  const ids = courriels.flatMap((c) => (c.etat === 'attente' && c.envoi !== null ? [c.envoi] : []));
  if (ids.length === 0) return new Map();
  const lignes = await tx.sql
    .selectFrom('envoi as e')
    .select(['e.id', 'e.essais', 'e.erreur'])
    .where('e.id', 'in', ids)
    .execute();
  return new Map(lignes.map(({ id, essais, erreur }) => [id, { essais, erreur }]));
}

/** Messages of a thread with the same identifier and another content: a sender's fault, or somebody's attempt. */
export function identifiantsRepetes(courriels: readonly Courriel[]): ReadonlySet<string> {
  const vus = new Map<string, number>();
  for (const courriel of courriels) vus.set(courriel.message_id, (vus.get(courriel.message_id) ?? 0) + 1);
  return new Set([...vus].filter(([, nombre]) => nombre > 1).map(([identifiant]) => identifiant));
}

export interface LigneMain {
  readonly etat: string;
  readonly qui: string | null;
  readonly qui_nom: string | null;
  readonly depuis: Date;
  readonly prochaine: string | null;
  readonly due_le: Date | null;
  readonly attente: Main['attente'];
}

export function presenterMain(main: LigneMain | undefined, acteur: Acteur): Main | null {
  if (main === undefined || main.etat === 'termine' || main.qui_nom === null || main.due_le === null) return null;
  return {
    etat: main.etat as Main['etat'],
    qui: main.qui_nom,
    aMoi: main.qui !== null && acteur.refs.includes(main.qui),
    depuis: main.depuis.toISOString(),
    prochaine: main.prochaine ?? '',
    dueLe: main.due_le.toISOString(),
    attente: main.attente,
  };
}

/** Names of persons the actor may read; one it may not read has none here. */
export async function nomsDesPersonnes(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const lues = await tx.magasin.chercher('Patient', { ids: [...new Set(ids)], limite: ids.length }, tx.portee);
  return new Map(lues.map(({ ressource }) => [ressource.id, nomDePersonne(ressource)]));
}
