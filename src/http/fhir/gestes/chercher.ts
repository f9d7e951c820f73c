import { chercherEcrit, lireRecherche, PARAMETRE_CURSEUR, type Recherche } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import {
  exigerDroit,
  exigerDroitPartout,
  parametresDeLaTrace,
  optionsDeLecture,
  tracer,
  type Contexte,
} from '../contexte.ts';
import type { Demande, Parametres, Reponse } from '../demande.ts';
import { bundle, entreeOutcome, type LienDePage } from '../sortie/bundle.ts';
import { liensDePage } from '../sortie/liens.ts';
import { outcome } from '../sortie/outcome.ts';

/** Where a search looks: a type, every type, or what belongs to one person. */
export interface Champ {
  readonly type: string | undefined;
  /** Id of the Patient whose compartment is searched. */
  readonly personne?: string;
}

/** Search at type, system or compartment level, GET or POST. Stored texts are spliced into the page, unparsed. */
export async function chercherPage(contexte: Contexte, demande: Demande, champ: Champ): Promise<Reponse> {
  if (champ.type === undefined) exigerDroitPartout(contexte.acteur, 's');
  else exigerDroit(contexte.acteur, 's', champ.type);
  const params = parametresDe(demande);
  const recherche = lire(contexte, params, champ, !demande.preferences.indulgent);
  const { interroger, portee, maintenant, porte } = contexte;
  const page = await chercherEcrit(interroger, recherche, portee, maintenant, porte.base);
  await tracer(contexte, {
    action: 'fhir.chercher',
    genre: 'recherche',
    objet: objetDe(champ, params),
    patient: champ.personne ?? null,
    nombre: page.nombre,
    parametres: parametresDeLaTrace(contexte, params),
  });
  const dits = [...recherche.avertissements, ...page.avertissements];
  const liens = liensDe(contexte, champ, params, page.suite);
  const entrees = [
    ...(page.entrees.length === 0 ? [] : [page.entrees]),
    ...(dits.length === 0 ? [] : [entreeOutcome(outcome(dits))]),
  ];
  return { statut: 200, texte: bundle({ type: 'searchset', total: page.total, liens }, entrees) };
}

/** A form of `_search` adds to what the address says. */
function parametresDe({ params, corps }: Demande): Parametres {
  if (corps === undefined) return params;
  if (corps.genre !== 'formulaire')
    throw refusFhir(415, 'not-supported', 'Une recherche par POST s’envoie en application/x-www-form-urlencoded.');
  return [...params, ...corps.params];
}

function lire(contexte: Contexte, params: Parametres, { type, personne }: Champ, strict: boolean): Recherche {
  return lireRecherche(type, params, {
    ...optionsDeLecture(contexte),
    strict,
    ...(personne === undefined ? {} : { personne }),
  });
}

/** Names of parameters only: what was searched for stays out of the trace. */
function objetDe({ type, personne }: Champ, params: Parametres): string {
  const noms = [...new Set(params.map(([nom]) => nom))].join('&').slice(0, 500);
  return `${adresseDe({ type, ...(personne === undefined ? {} : { personne }) })}${noms === '' ? '' : `?${noms}`}`;
}

function adresseDe({ type, personne }: Champ): string {
  return personne === undefined ? (type ?? '') : `Patient/${personne}/${type ?? '*'}`;
}

function liensDe(
  { porte }: Contexte,
  champ: Champ,
  params: Parametres,
  place: string | undefined,
): readonly LienDePage[] {
  const adresse = [porte.base, adresseDe(champ)].filter((m) => m !== '').join('/');
  return liensDePage(adresse, params, { curseur: PARAMETRE_CURSEUR, place, sans: ['_offset'] });
}
