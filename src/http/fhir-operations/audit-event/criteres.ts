import { bornesDeDate } from '#fhir/index/index.ts';
import { NOMBRE_PAR_DEFAUT, PARAMETRE_CURSEUR } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { SYSTEME_ACTEUR } from './audit-event.ts';

/** Lines of one page at most: a trace is read, not swallowed. */
export const LIGNES_PAR_PAGE = 1_000;

/** Which lines are asked. Dates are UTC texts, both ends included. */
export interface CriteresDeJournal {
  readonly patient?: string;
  readonly objet?: string;
  readonly acteur?: string;
  readonly decision?: 'permis' | 'refuse';
  readonly seq?: string;
  readonly depuis?: string;
  readonly jusqua?: string;
  /** Lines written before this one: the end of the page before. */
  readonly avant?: string;
  readonly limite: number;
}

type Lecture = (valeur: string) => Partial<CriteresDeJournal>;

const LECTURES: Readonly<Record<string, Lecture>> = {
  patient: (valeur) => ({ patient: idDePatient(valeur) }),
  entity: (valeur) => (valeur.startsWith('Patient/') ? { patient: idDePatient(valeur) } : { objet: valeur }),
  agent: (valeur) => ({ acteur: acteurDe(valeur) }),
  'agent:identifier': (valeur) => ({ acteur: acteurDe(valeur) }),
  altid: (valeur) => ({ acteur: acteurDe(valeur) }),
  outcome: (valeur) => {
    if (valeur === '0') return { decision: 'permis' };
    if (valeur === '8') return { decision: 'refuse' };
    throw illisible('outcome', 'les traces disent 0 (permis) ou 8 (refusé)');
  },
  date: lireDate,
  _id: (valeur) => ({ seq: seqDe(valeur) }),
  _count: (valeur) => {
    if (!/^[0-9]{1,6}$/.test(valeur)) throw illisible('_count', 'un nombre entier est attendu');
    return { limite: Math.min(Number(valeur), LIGNES_PAR_PAGE) };
  },
  _sort: (valeur) => {
    if (valeur === '-date') return {};
    throw illisible('_sort', 'les traces se lisent de la plus récente à la plus ancienne (-date)');
  },
  [PARAMETRE_CURSEUR]: (valeur) => ({ avant: seqDe(valeur) }),
};

/**
 * Reads a search of AuditEvent. It names a person or a beginning (`date=ge…`): a whole journal is not leafed through.
 * Throws `RefusFhir` 400 for an unknown parameter, a value that is not readable, or neither of these two.
 */
export function lireCriteres(params: readonly (readonly [string, string])[]): CriteresDeJournal {
  let lus: CriteresDeJournal = { limite: NOMBRE_PAR_DEFAUT };
  for (const [nom, valeur] of params) {
    const lecture = Object.hasOwn(LECTURES, nom) ? LECTURES[nom] : undefined;
    if (lecture === undefined)
      throw refusFhir(
        400,
        'not-supported',
        `Le paramètre « ${nom} » n’est pas servi pour AuditEvent. Paramètres servis : ${Object.keys(LECTURES).join(', ')}.`,
      );
    lus = joindre(lus, lecture(valeur), nom);
  }
  if (lus.patient === undefined && lus.depuis === undefined && lus.seq === undefined)
    throw refusFhir(
      400,
      'required',
      'Dites de quelle personne (patient=…) ou à partir de quand (date=ge2026-11-01) vous voulez les traces.',
    );
  return lus;
}

/** Two dates narrow each other; two other values of the same parameter contradict each other unless equal. */
function joindre(lus: CriteresDeJournal, ajout: Partial<CriteresDeJournal>, nom: string): CriteresDeJournal {
  if (nom === 'date') {
    const depuis = [lus.depuis, ajout.depuis]
      .filter((d) => d !== undefined)
      .toSorted()
      .at(-1);
    const jusqua = [lus.jusqua, ajout.jusqua].filter((d) => d !== undefined).toSorted()[0];
    return { ...lus, ...(depuis === undefined ? {} : { depuis }), ...(jusqua === undefined ? {} : { jusqua }) };
  }
  const deja: Readonly<Record<string, unknown>> = { ...lus, limite: undefined };
  for (const [cle, valeur] of Object.entries(ajout))
    if (deja[cle] !== undefined && deja[cle] !== valeur)
      throw illisible(nom, 'il est donné deux fois avec deux valeurs');
  return { ...lus, ...ajout };
}

/** A trace has an instant: each prefix gives one or two ends, at the precision of what was written. */
function lireDate(valeur: string): Partial<CriteresDeJournal> {
  const [, prefixe = '', reste = ''] = /^(eq|ge|gt|sa|le|lt|eb)?(\d.*)$/.exec(valeur) ?? [];
  const bornes = bornesDeDate(reste.replace(' ', '+'));
  if (bornes === undefined)
    throw illisible('date', 'écrivez AAAA-MM-JJ ou un instant, avec ge, gt, le ou lt si besoin');
  const [debut, fin] = [Date.parse(bornes.debut), Date.parse(bornes.fin)];
  if (prefixe === 'ge') return { depuis: instant(debut) };
  if (prefixe === 'gt' || prefixe === 'sa') return { depuis: instant(fin + 1) };
  if (prefixe === 'le') return { jusqua: instant(fin) };
  if (prefixe === 'lt' || prefixe === 'eb') return { jusqua: instant(debut - 1) };
  return { depuis: instant(debut), jusqua: instant(fin) };
}

/** Years that both sides write with four figures: no trace is older nor younger. */
const ANNEES = [Date.UTC(1000, 0), Date.UTC(9999, 11, 31)] as const;
const instant = (ms: number): string => new Date(Math.min(Math.max(ms, ANNEES[0]), ANNEES[1])).toISOString();

function idDePatient(valeur: string): string {
  const id = /^(?:Patient\/)?([A-Za-z0-9\-.]{1,64})$/.exec(valeur)?.[1];
  if (id === undefined) throw illisible('patient', 'écrivez Patient/identifiant');
  return id;
}

function acteurDe(valeur: string): string {
  const nu = valeur.startsWith(`${SYSTEME_ACTEUR}|`) ? valeur.slice(SYSTEME_ACTEUR.length + 1) : valeur;
  if (!/^(compte|client|lien|systeme):/.test(nu))
    throw illisible('agent', `écrivez ${SYSTEME_ACTEUR}|compte:… ou ${SYSTEME_ACTEUR}|client:…`);
  return nu;
}

function seqDe(valeur: string): string {
  if (!/^[0-9]{1,18}$/.test(valeur)) throw illisible('_id', 'ce n’est pas le numéro d’une trace');
  return valeur;
}

const illisible = (nom: string, raison: string): Error =>
  refusFhir(400, 'value', `Le paramètre « ${nom} » n’est pas lisible : ${raison}.`);
