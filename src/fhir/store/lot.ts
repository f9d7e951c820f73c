import { tableauLitteral } from '#lib/sql/valeurs.ts';
import { mentionneUnIns, scellerRessource, type Sceau } from '../identite/index.ts';
import { extraire, type Extrait } from '../index/index.ts';
import type { ContexteEcriture, EcritureFhir } from './ecriture.ts';
import { texteAEcrire, texteSupprime, type TexteAEcrire } from './texte.ts';

export interface LigneDeLot {
  readonly type: string;
  readonly id: string;
  readonly geste: EcritureFhir['geste'];
  /** -1: any version; null: to create. */
  readonly attendue: number | null;
  readonly texte: TexteAEcrire;
  readonly extrait: Extrait;
  readonly lecteurs: readonly string[];
}

/** Writes ready to leave: indexed, put into text, laid out as the values of the statement (the reach excepted). */
export interface Lot {
  readonly lignes: readonly LigneDeLot[];
  readonly seule: boolean;
  /** Each write is judged for itself, with its own trace at the same rank; otherwise all are written or none. */
  readonly separees?: boolean;
  readonly contexte: ContexteEcriture;
  readonly valeurs: readonly unknown[];
}

const SANS_CLE: Extrait = {
  patient: null,
  famille: 'ORG',
  lecteurs: [],
  toks: [],
  refs: [],
  cles: [],
  nomsDeCles: [],
  nomTri: '',
  d: null,
  dFin: null,
};

export function preparerLot(ecritures: readonly EcritureFhir[], contexte: ContexteEcriture): Lot {
  const lignes = ecritures.map((ecriture) => ligneDe(ecriture, contexte.sceau));
  const [premiere] = lignes;
  const seule = lignes.length === 1 && premiere !== undefined;
  const valeurs = seule ? valeursDUne(premiere) : valeursEnColonnes(lignes);
  const { auteur, le } = contexte;
  const traces = avecLaPersonne(contexte.traces, lignes);
  const siennes =
    traces.length === 1 ? colonnesDeTrace(traces).flat() : traces.length === 0 ? [] : colonnesDeTrace(traces);
  return { lignes, seule, contexte, valeurs: [...valeurs, auteur, le, le.toISOString(), ...siennes] };
}

function ligneDe(ecriture: EcritureFhir, sceau: Sceau | undefined): LigneDeLot {
  if (ecriture.geste === 'supprimer') {
    const { type, id, geste, attendue = -1 } = ecriture;
    return { type, id, geste, attendue, texte: texteSupprime(type, id), extrait: SANS_CLE, lecteurs: [] };
  }
  const { ressource, geste, attendue, lecteurs = [] } = ecriture;
  const clair = texteAEcrire(ressource);
  const scellee = mentionneUnIns(clair.fin) ? scellerRessource(ressource, sceau) : undefined;
  const extrait = extraire(scellee?.indexee ?? ressource);
  return {
    type: ressource.resourceType,
    id: ressource.id,
    geste,
    attendue: attendue === 'quelconque' ? -1 : (attendue ?? null),
    texte: scellee === undefined ? clair : texteAEcrire(scellee.stockee),
    extrait,
    lecteurs: lecteurs.length === 0 ? extrait.lecteurs : [...new Set([...extrait.lecteurs, ...lecteurs])],
  };
}

function valeursDUne({ type, id, geste, attendue, texte, extrait, lecteurs }: LigneDeLot): readonly unknown[] {
  return [
    type,
    id,
    geste,
    attendue,
    texte.debut,
    texte.fin,
    extrait.patient,
    extrait.famille,
    tableauLitteral(lecteurs),
    tableauLitteral(extrait.toks),
    tableauLitteral(extrait.refs),
    extrait.nomTri,
    extrait.d,
    extrait.dFin,
    tableauLitteral(extrait.nomsDeCles),
    extrait.cles.map((c) => c.param),
    extrait.cles.map((c) => c.cle),
    extrait.cles.map((c) => c.fin),
  ];
}

function valeursEnColonnes(lignes: readonly LigneDeLot[]): readonly unknown[] {
  const colonnes = lignes.map(valeursDUne);
  const tables = Array.from({ length: 15 }, (_, rang) => colonnes.map((valeurs) => valeurs[rang]));
  const cles = lignes.flatMap(({ extrait }, rang) => extrait.cles.map((cle) => ({ rang: rang + 1, cle })));
  return [
    ...tables,
    cles.map(({ rang }) => rang),
    cles.map(({ cle }) => cle.param),
    cles.map(({ cle }) => cle.cle),
    cles.map(({ cle }) => cle.fin),
  ];
}

/** A trace that names what it writes and not whom it is about takes the person of the resource. */
function avecLaPersonne(traces: ContexteEcriture['traces'], lignes: readonly LigneDeLot[]): ContexteEcriture['traces'] {
  if (traces.every(({ patient, objet }) => patient !== null || objet === null)) return traces;
  const personnes = new Map(lignes.map(({ type, id, extrait }) => [`${type}/${id}`, extrait.patient]));
  return traces.map((t) => (t.patient === null ? { ...t, patient: personnes.get(t.objet ?? '') ?? null } : t));
}

function colonnesDeTrace(traces: ContexteEcriture['traces']): readonly unknown[][] {
  return [
    traces.map((t) => t.le),
    traces.map((t) => t.acteur),
    traces.map((t) => t.role),
    traces.map((t) => t.structure),
    traces.map((t) => t.pour),
    traces.map((t) => t.action),
    traces.map((t) => t.genre),
    traces.map((t) => t.objet),
    traces.map((t) => t.patient),
    traces.map((t) => t.fondement),
    traces.map((t) => t.decision),
    traces.map((t) => t.nombre),
    traces.map((t) => t.requete),
    traces.map((t) => t.parametres ?? null),
    traces.map((t) => t.contexte ?? null),
  ];
}
