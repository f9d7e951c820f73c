import type { Interroger, Requete } from '#lib/sql/requete.ts';
import { compartimentPatient } from '../definitions/index.ts';
import type { Portee } from '../store/portee.ts';
import { TYPES_TENUS, estTenu } from '../types-tenus.ts';
import { pageDe, type Ligne, type PageFhir } from './chercher.ts';
import { ecrireCurseur, lireCurseur, type Place } from './curseur.ts';
import { LIMITES } from './limites.ts';
import type { Inclusion } from './modele.ts';
import { Assembleur } from './sql/assembleur.ts';
import { lignesIncluses } from './sql/inclusions.ts';
import { requete } from './sql/instruction.ts';

export interface OptionsDePersonne {
  /** Only these types (`_type`). */
  readonly types?: readonly string[];
  /** Only what was written since (`_since`). */
  readonly depuis?: Date;
  /** Resources of the person per page. */
  readonly limite: number;
  /** `suite` of the page before. */
  readonly curseur?: string;
  /** Also the professionals, structures and places these resources name. */
  readonly avecCites: boolean;
}

/** Types outside of the compartment that make its resources readable. */
const CITES = ['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'HealthcareService', 'Device'];

/**
 * Everything about one person (`Patient/$everything`), within the reader's reach, in one statement: the person first, then by type and id.
 * Throws RefusFhir 400 for a damaged cursor. A person out of reach is not in the page: the caller answers 404 when it reads none.
 */
export async function toutSurLaPersonne(
  interroger: Interroger,
  personne: string,
  options: OptionsDePersonne,
  portee: Portee,
): Promise<PageFhir> {
  const empreinte = `tout.${personne}`;
  const place = options.curseur === undefined ? undefined : lireCurseur(options.curseur, empreinte, ['text']);
  const lignes = await interroger<Ligne>(instruction(personne, options, place, portee));
  return pageDe(lignes, options.limite, (derniere) =>
    ecrireCurseur(empreinte, { cles: [String(derniere.t0)], type: derniere.type, id: derniere.id }),
  );
}

function instruction(personne: string, options: OptionsDePersonne, place: Place | undefined, portee: Portee): Requete {
  const a = new Assembleur(portee, new Date(0), true);
  const types = options.types ?? Object.keys(TYPES_TENUS);
  const rattachements = rattachementsDe(personne, types);
  // The rule of the reader is long to prepare: it is written once, on the lines both branches found.
  const filtres = [
    'not q.supprime',
    a.portee('q'),
    ...(options.depuis === undefined ? [] : [`q.le >= ${a.lier(options.depuis)}`]),
    ...(place === undefined ? [] : [`(q.t0, q.id) > (${a.lier(place.cles[0])}, ${a.lier(place.id)})`]),
  ].join(' and ');
  const choix =
    "select r.type, r.id, r.version, r.le, r.patient, r.famille, r.lecteurs, r.auteur, r.supprime, r.contenu, r.refs, case r.type when 'Patient' then '' else r.type end as t0 from resource r";
  const cites = options.types === undefined || options.types.length === 0;
  const page = `select q.*, row_number() over (order by q.t0, q.id) as rang from (
    ${choix} where r.type = 'Patient' and r.id = ${a.lier(types.includes('Patient') ? personne : '')}
    union all ${choix} where r.refs && ${a.lier([...new Set(rattachements.map((p) => p.renvoi))])}::text[]
      and exists (select 1 from unnest(r.refs) m where r.type || ' ' || m = any(${a.lier(rattachements.map((p) => `${p.type} ${p.renvoi}`))}::text[]))
      and (r.type, r.id) <> ('Patient', ${a.lier(personne)}) offset 0
  ) q where ${filtres}
  order by q.t0, q.id limit ${options.limite + 1}`;
  const origine = { lignes: `select * from page where rang <= ${options.limite}`, types };
  const incluses =
    options.avecCites && cites ? lignesIncluses([VERS_LES_CITES], origine, LIMITES.inclus + 1, a) : undefined;
  const colonnes = 'q.type, q.id, q.version, q.le, q.patient, q.contenu::text as texte';
  const suite = incluses === undefined ? '' : `\nunion all select 1, ${colonnes}, null, null from (${incluses}) q`;
  const texte = `with page as materialized (${page})
select 0 as role, ${colonnes}, q.t0, q.rang from page q${suite} order by role, rang`;
  return requete(texte, a);
}

/** References by which R4 says that a resource of a type belongs to this person. */
function rattachementsDe(personne: string, types: readonly string[]): readonly { type: string; renvoi: string }[] {
  return types.flatMap((type) =>
    (compartimentPatient().get(type) ?? []).map((code) => ({ type, renvoi: `${code}=Patient/${personne}` })),
  );
}

const VERS_LES_CITES: Inclusion = {
  sens: 'vers',
  porteurs: Object.keys(TYPES_TENUS),
  codes: [],
  toutes: true,
  cibles: CITES.filter(estTenu),
  cible: undefined,
  iterative: false,
};
