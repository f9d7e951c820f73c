import { CODE_REAUTHENTIFICATION } from '#acces/elevation.ts';
import type { Acteur } from '#acces/acteur.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { Journal } from '#lib/journal.ts';
import { Refus } from '#lib/refus.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { oublierLesComptes, rendreCompte, type Amas, type Alerte, type EtatGarde } from './frein-depot.ts';
import type { TableTrace } from './tables.ts';

export type { Alerte } from './frein-depot.ts';

export interface Lecture {
  readonly genre: TableTrace['genre'];
  readonly patient: string | null;
  readonly nombre: number | null;
}

/**
 * Holds back an account that reads far more than care needs (hijacked accounts, curiosity): counted in memory with each answer, told to
 * the database every second, judged there, so that several processes and a restart count as one.
 */
export interface Frein {
  /** Before anything is read. Throws the refusal `cordee.reauthentification`, `trace.compte_bloque` or `trace.frein_muet`. */
  verifier(acteur: Acteur, genre: TableTrace['genre']): void;
  /** After what was read: in memory, no wait. */
  noter(acteur: Acteur, lecture: Lecture): void;
  /** Tells the database what was counted and learns who is held back; every second. */
  vider(): Promise<void>;
}

export interface OutilsFrein {
  readonly base: Pick<Base, 'ensemble'>;
  readonly horloge: Horloge;
  readonly territoires: readonly CodeTerritoire[];
  readonly journal: Journal;
  /** Somebody has just been held back: told to the control cell, in less than a minute. */
  alerter(territoire: CodeTerritoire, alerte: Alerte): Promise<void>;
}

/** A count that cannot be told for this long: lists and exports are closed, one record stays open (care goes on). [P] */
const MUET_MS = 30_000;
/** The same person read again by the same account is told again after this time only. */
const DEJA_DIT_MS = 10 * 60_000;

interface Voisin {
  amas: Map<string, Amas>;
  readonly dits: Map<string, Map<string, number>>;
  etats: ReadonlyMap<string, EtatGarde>;
  /** Since when nothing could be told; undefined when all goes well. */
  muetDepuis: number | undefined;
  oublieLe: number;
  /** Not told to the control cell yet: tried again at the next round. */
  readonly aDire: Alerte[];
}

export function creerFrein(outils: OutilsFrein): Frein {
  const voisins = new Map<CodeTerritoire, Voisin>();
  const voisin = (territoire: CodeTerritoire): Voisin => {
    let v = voisins.get(territoire);
    if (v === undefined) {
      v = { amas: new Map(), dits: new Map(), etats: new Map(), muetDepuis: undefined, oublieLe: 0, aDire: [] };
      voisins.set(territoire, v);
    }
    return v;
  };
  return {
    verifier(acteur, genre) {
      const v = voisin(acteur.territoire);
      const { muetDepuis } = v;
      const liste = genre === 'export' || genre === 'recherche';
      if (liste && muetDepuis !== undefined && outils.horloge.maintenant().getTime() - muetDepuis > MUET_MS)
        throw refusMuet();
      const garde = v.etats.get(acteur.id);
      if (garde !== undefined) refuser(acteur, genre, garde);
    },
    noter(acteur, lecture) {
      if (acteur.genre !== 'compte' && acteur.genre !== 'client') return;
      ajouter(voisin(acteur.territoire), acteur, lecture, outils.horloge.maintenant().getTime());
    },
    async vider() {
      for (const territoire of outils.territoires) await viderUn(outils, territoire, voisin(territoire));
    },
  };
}

function refuser(acteur: Acteur, genre: TableTrace['genre'], { etat, depuis }: EtatGarde): void {
  if (etat === 'bloque')
    throw new Refus(
      'trace.compte_bloque',
      403,
      'Votre compte a lu beaucoup plus de dossiers que d’habitude : ses lectures sont arrêtées. La personne responsable du DAC a été prévenue ; appelez-la pour les rouvrir.',
    );
  const { elevee } = acteur.connexion ?? {};
  if (genre === 'ecriture' || (elevee !== undefined && elevee > depuis)) return;
  throw new Refus(
    CODE_REAUTHENTIFICATION,
    401,
    'Beaucoup de dossiers viennent d’être lus avec ce compte. Confirmez que c’est bien vous, avec votre clé ou votre carte.',
  );
}

const refusMuet = (): Refus =>
  new Refus(
    'trace.frein_muet',
    503,
    'Les listes et les exports sont fermés un moment : Cordée ne peut pas compter les lectures. Un dossier s’ouvre encore. Réessayez dans une minute.',
  );

function ajouter(v: Voisin, acteur: Acteur, { genre, patient, nombre }: Lecture, maintenant: number): void {
  let amas = v.amas.get(acteur.id);
  if (amas === undefined) {
    amas = {
      acteur: acteur.id,
      nom: acteur.nom,
      genre: acteur.genre === 'client' ? 'client' : 'compte',
      refs: acteur.refs,
      patients: new Set(),
      recherches: 0,
      ouvertures: 0,
      resultats: 0,
    };
    v.amas.set(acteur.id, amas);
  }
  if (genre === 'recherche') amas.recherches += 1;
  if (genre === 'recherche' || genre === 'export') amas.resultats += nombre ?? 0;
  if (patient === null) return;
  if (genre === 'lecture') amas.ouvertures += 1;
  const dits = v.dits.get(acteur.id) ?? new Map<string, number>();
  v.dits.set(acteur.id, dits);
  if (maintenant - (dits.get(patient) ?? 0) < DEJA_DIT_MS) return;
  dits.set(patient, maintenant);
  amas.patients.add(patient);
}

async function viderUn(outils: OutilsFrein, territoire: CodeTerritoire, v: Voisin): Promise<void> {
  const maintenant = outils.horloge.maintenant();
  const pris = v.amas;
  v.amas = new Map();
  try {
    const { etats, alertes } = await rendreCompte(outils.base, territoire, [...pris.values()], maintenant);
    v.etats = etats;
    v.muetDepuis = undefined;
    v.aDire.push(...alertes);
  } catch (erreur) {
    v.muetDepuis ??= maintenant.getTime();
    for (const amas of pris.values()) remettre(v, amas);
    throw erreur;
  }
  if (maintenant.getTime() - v.oublieLe > DEJA_DIT_MS) {
    v.dits.clear();
    await outils.base.ensemble(territoire, (interroger) => oublierLesComptes(interroger, maintenant));
    v.oublieLe = maintenant.getTime();
  }
  await direLesAlertes(outils, territoire, v);
}

async function direLesAlertes(outils: OutilsFrein, territoire: CodeTerritoire, { aDire }: Voisin): Promise<void> {
  for (let alerte = aDire[0]; alerte !== undefined; alerte = aDire[0]) {
    const { acteur, etat, motif } = alerte;
    outils.journal('attention', 'frein.pose', { territoire, acteur, etat, motif });
    await outils.alerter(territoire, alerte);
    aDire.shift();
  }
}

/** What could not be told is added to what came meanwhile: told twice at worst, which changes no count of persons. */
function remettre(v: Voisin, amas: Amas): void {
  const nouveau = v.amas.get(amas.acteur);
  if (nouveau === undefined) {
    v.amas.set(amas.acteur, amas);
    return;
  }
  for (const patient of amas.patients) nouveau.patients.add(patient);
  nouveau.recherches += amas.recherches;
  nouveau.ouvertures += amas.ouvertures;
  nouveau.resultats += amas.resultats;
}
