import path from 'node:path';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import {
  alerterDuFrein,
  ancrer,
  controlerLaVeille,
  sceller,
  type CleDeSceau,
  type EcrireAuDelegue,
} from '#modules/trace/index.ts';
import type { Socle } from '#socle/executer.ts';
import { creerFrein, type Frein } from '#socle/frein.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';

const SCEAU_MS = 1_000;
const FREIN_MS = 1_000;
const CONTROLE_MS = 3_600_000;

interface Sceau {
  readonly cle: CleDeSceau;
  /** Where the anchors grow. */
  readonly dossier: string;
}

interface OutilsTrace {
  /** Everything of `Socle` but the brake, which is made here. */
  readonly socle: Omit<Socle, 'frein'>;
  readonly territoires: readonly CodeTerritoire[];
  readonly journal: Journal;
  /** None: nothing is sealed (tests of a whole house that are about something else). */
  readonly sceau: Sceau | undefined;
}

/** What watches and seals the trace by itself: the brake, told every second; the seal, every second; the control, every hour. */
export function surveillerLaTrace(outils: OutilsTrace): {
  readonly frein: Frein;
  readonly lancer: () => readonly Boucle[];
} {
  const { socle, territoires, journal, sceau } = outils;
  const frein = creerFrein({
    base: socle.base,
    horloge: socle.horloge,
    territoires,
    journal,
    alerter: (territoire, alerte) => alerterDuFrein(socle, territoire, alerte, ecrireAuDelegue),
  });
  return {
    frein,
    lancer: () => [
      lancerBoucle('frein', () => frein.vider(), FREIN_MS, journal),
      ...territoires.flatMap((t) => [
        lancerBoucle(`controle ${t}`, () => controlerLaVeille(socle, t), CONTROLE_MS, journal),
        ...(sceau === undefined ? [] : [lancerBoucle(`sceau ${t}`, scelleurDe(socle, t, sceau), SCEAU_MS, journal)]),
      ]),
    ],
  };
}

function scelleurDe(socle: Socle, territoire: CodeTerritoire, { cle, dossier }: Sceau): () => Promise<void> {
  const fichier = path.join(dossier, 'ancres', `${territoire}.ndjson`);
  let ancreLe: string | undefined;
  return async () => {
    await sceller(socle.base, territoire, cle, () => socle.horloge.maintenant());
    const jour = socle.horloge.maintenant().toISOString().slice(0, 10);
    if (jour === ancreLe) return;
    await ancrer({ socle, fichier, ecrire: ecrireAuDelegue }, territoire);
    ancreLe = jour;
  };
}

/** From the first mailbox of the territory; without one, the file of anchors and the list of the control cell are what is left. */
const ecrireAuDelegue: EcrireAuDelegue = async (tx, adresse, sujet, texte) => {
  const boite = (await lireReglage(tx.sql, 'boites'))?.[0];
  if (boite === undefined) return false;
  await ecrireMessage(tx, {
    boite: boite.adresse,
    a: { adresse, nom: 'Protection des données' },
    genre: 'trace',
    sujet,
    texte,
    lecteurs: [boite.structure],
  });
  return true;
};
