import type { Distribution } from './acteurs.ts';

export interface Evenement {
  /** Days before today; 0 is today. Negative in `suite`: days to come. */
  readonly jour: number;
  readonly heure: string;
  /** Name of the action to replay. */
  readonly quoi: string;
  readonly qui: string;
  readonly contenu: Readonly<Record<string, unknown>>;
}

export interface EvenementRecit {
  readonly apres: number;
  readonly heure: string;
  readonly quoi: string;
  readonly qui: string;
  readonly contenu: Readonly<Record<string, unknown>>;
}

const REFERENCES = new Set(['ressource', 'vers', 'de', 'qui', 'saisiPar', 'pourLeCompteDe']);

function resoudre(valeur: unknown, distribution: Distribution, cle = ''): unknown {
  if (typeof valeur === 'string') {
    if (cle !== 'alternative') return REFERENCES.has(cle) ? distribution.acteur(valeur).ref : valeur;
    const { ref, nom } = distribution.acteur(valeur);
    return { ref, nom };
  }
  if (Array.isArray(valeur)) return valeur.map((element) => resoudre(element, distribution));
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  return Object.fromEntries(
    Object.entries(valeur).map(([nom, contenu]) => [nom, resoudre(contenu, distribution, nom)]),
  );
}

const parDate = (a: Evenement, b: Evenement): number => b.jour - a.jour || a.heure.localeCompare(b.heure);

// A request closes only when nothing is open: a service that runs on goes on without the DAC, and that is said first.
function solder(evenements: readonly Evenement[]): Evenement[] {
  const commencees = new Set<string>();
  return evenements.flatMap((evenement) => {
    const { orientation } = evenement.contenu;
    if (evenement.quoi === 'orientation.envoyer') commencees.add(String(orientation));
    if (/^orientation\.(refuser|terminer|interrompre)$/.test(evenement.quoi)) commencees.delete(String(orientation));
    if (evenement.quoi !== 'demande.clore') return [evenement];
    const fins = [...commencees].map((cle) => ({
      ...evenement,
      quoi: 'orientation.terminer',
      contenu: { orientation: cle, motif: 'Le service est en place et continue sans le DAC.' },
    }));
    commencees.clear();
    return [...fins, evenement];
  });
}

// An appointment is written « in so many days »: in the file it is a day counted like every other.
function fixer(evenement: Evenement): Evenement {
  const { dansJours, heureRendezVous, ...contenu } = evenement.contenu;
  if (typeof dansJours !== 'number') return evenement;
  return { ...evenement, contenu: { ...contenu, le: { jour: evenement.jour - dansJours, heure: heureRendezVous } } };
}

/** Replaces names by references, in the author and inside the content. Oldest first. */
export function jouer(evenements: readonly Evenement[], distribution: Distribution): Evenement[] {
  return solder(evenements.toSorted(parDate))
    .map(fixer)
    .map((evenement) => ({
      ...evenement,
      qui: distribution.acteur(evenement.qui).ref,
      contenu: resoudre(evenement.contenu, distribution) as Record<string, unknown>,
    }));
}

const MATIN = 9 * 60;
const OUVERTURE = 9 * 60;

function heure(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesDe(evenement: EvenementRecit): number {
  const reste = evenement.apres - Math.floor(evenement.apres);
  const [h = '0', m = '0'] = evenement.heure.split(':');
  return reste > 0.001 ? MATIN + Math.round(reste * OUVERTURE) : Number(h) * 60 + Number(m);
}

/**
 * Dates a story that began `debut` days ago. A fraction of a day is an hour of work; two events never share a minute,
 * so that the replay keeps their order. What would fall after this morning has not happened yet and is left out.
 */
export function dater(evenements: readonly EvenementRecit[], debut: number): Evenement[] {
  let precedent = -1;
  const dates: Evenement[] = [];
  for (const { apres, quoi, qui, contenu, ...reste } of evenements) {
    const jours = Math.floor(apres);
    const voulu = jours * 1440 + (debut === 0 ? 7 * 60 + 40 : minutesDe({ apres, quoi, qui, contenu, ...reste }));
    const instant = Math.max(voulu, precedent + 5);
    precedent = instant;
    const jour = debut - Math.floor(instant / 1440);
    const minutes = instant % 1440;
    if (jour < 0 || (jour === 0 && minutes > 8 * 60)) break;
    dates.push({ jour, heure: heure(minutes), quoi, qui, contenu });
  }
  return dates;
}

/** Signs the words sent to the requester with the name and direct phone of the coordinator. */
export function signer(
  evenements: readonly Evenement[],
  coordinateur: { nom: string; telephone?: string },
): Evenement[] {
  const numero = (coordinateur.telephone ?? '').replace(/(\d{2})(?=\d)/g, '$1 ');
  return evenements.map((evenement) => {
    const { retour } = evenement.contenu;
    if (typeof retour !== 'string') return evenement;
    return {
      ...evenement,
      contenu: { ...evenement.contenu, retour: retour.replace('{coordo}', `${coordinateur.nom}, ${numero}`) },
    };
  });
}
