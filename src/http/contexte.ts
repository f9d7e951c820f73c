import type { BlockList } from 'node:net';
import type { Acteur } from '#acces/acteur.ts';
import type { Reconnaissance } from '#acces/clients/reconnaissance.ts';
import type { SessionOuverte } from '#acces/sessions.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Flux } from '#modules/abonnement/index.ts';
import type { Socle } from '#socle/executer.ts';
import type { Registre } from '#socle/module.ts';
import type { Limites } from './limites/compteurs.ts';

/** What every door of the house is given, built once by `wiring.ts`. */
export interface Maison {
  readonly socle: Socle;
  /** Real time, for sessions and sign-in: letting trial days go by must not sign anybody out. */
  readonly horlogeReelle: Horloge;
  readonly registre: Registre;
  /** Who is behind the token of a registered software. */
  readonly jetons: Reconnaissance;
  readonly journal: Journal;
  readonly profil: 'essai' | 'territoire' | 'region';
  readonly origine: string;
  readonly version: string;
  readonly territoires: ReadonlySet<CodeTerritoire>;
  readonly dossierWeb: string;
  /** FHIR packages (`.tgz` files, or folders that hold some) by which what is written is judged; none: base R4 alone. */
  readonly paquets?: readonly string[];
  /** The keys of the search parameters of these packages are still being written for this territory. */
  readonly indexEnCours?: (territoire: CodeTerritoire) => boolean;
  /** Counters kept in the base; none: only what a door counts by itself. */
  readonly limites?: Limites;
  /** Proxies whose `X-Forwarded-For` is believed; none: the header is not read. */
  readonly mandataires?: BlockList | undefined;
  /** An antivirus looks at every attachment before it opens. */
  readonly antivirus?: boolean;
  /** Streams of subscriptions (`$flux`); none: not served. */
  readonly flux?: Flux;
  /** Something was perhaps written there: what follows writes (subscriptions) need not wait for its next round. */
  readonly apresEcriture?: (territoire: CodeTerritoire) => void;
  /** State of each part for `/sante`; a part that is down does not take the house down. */
  etatDesParties(): Promise<Readonly<Record<string, 'ok' | 'panne' | 'absent'>>>;
}

export interface Variables {
  reference: string;
  /** Where the request comes from: `adresseDe`. */
  adresse: string | undefined;
  session: SessionOuverte | undefined;
  secretSession: string | undefined;
  acteur: Acteur | undefined;
  /** What serves this request writes its own line of trace. */
  tracee: boolean | undefined;
  /** Account that has just signed in, before any session is read. */
  compteEntre: string | undefined;
  /** The answer already carries the headers of every answer (`entetesFixes`). */
  entetesPosees: boolean | undefined;
}

export type Env = { Variables: Variables };
