import type { z } from 'zod';
import type { Registre } from '#socle/module.ts';
import type { Hasard } from '../hasard.ts';
import { entreeAuHasard, schemaDe } from './entrees.ts';
import { idDePersonne, PERSONNES_PAR_TERRITOIRE } from './lieux.ts';
import { pageAuHasard } from './pages.ts';
import { pieceAuHasard, TYPE_DE_PIECE } from './pieces.ts';
import { parametresAuHasard } from './parametres.ts';

export interface RequeteCanari {
  /** What is being tried, for the count. */
  readonly quoi: string;
  readonly methode: string;
  readonly chemin: string;
  readonly entetes?: Readonly<Record<string, string>>;
  readonly corps?: string;
}

/** What the draw may name. `cachees`: things of the reader's own territory, or of another, that the reader may not see. */
export interface Tirage {
  readonly h: Hasard;
  readonly references: readonly string[];
  readonly cachees: readonly string[];
  /** Ids of what the reader made in this run: what it holds may be turned against somebody it does not know. */
  readonly siens: readonly string[];
  readonly salles: Salles;
}

type Entree = readonly [nom: string, schema: ReturnType<typeof schemaDe>];

/** What the rooms answer to, with what each takes. */
export interface Salles {
  readonly vues: readonly Entree[];
  readonly actions: readonly Entree[];
}

export function sallesDe(registre: Registre): Salles {
  const lire = (liste: ReadonlyMap<string, { readonly entree: z.ZodType }>) =>
    [...liste].map(([nom, { entree }]) => [nom, schemaDe(entree)] as const);
  return { vues: lire(registre.vues), actions: lire(registre.actions).filter(([nom]) => !ACTIONS_EXCLUES.test(nom)) };
}

const JSON_FHIR = { 'content-type': 'application/fhir+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
export const JSON_API = { 'content-type': 'application/json', 'x-cordee': '1' };
const FORMULAIRE = { 'content-type': 'application/x-www-form-urlencoded' };
/** They change who may see what, or the time: other tests play them one by one. */
const ACTIONS_EXCLUES = /^(?:cercle|urgence|droits|territoire|consentement|identitovigilance|abonnement)\./;

/** Any request a signed-in person or a registered software may send, features combined at random. */
export function requeteAuHasard(t: Tirage): RequeteCanari {
  const { h } = t;
  const genre = h.entier(25);
  if (genre < 5) return lecture(t);
  if (genre < 12) return recherche(t);
  if (genre < 14) return operation(t);
  if (genre < 16) return lot(t);
  if (genre < 18) return ecriture(t);
  if (genre < 22) return vue(t);
  return genre < 24 ? action(t) : pageAuHasard(h, t.references);
}

function lecture({ h, references }: Tirage): RequeteCanari {
  const ref = h.parmi(references);
  const [type, id = ''] = ref.split('/');
  if (type === TYPE_DE_PIECE) return pieceAuHasard(h, id);
  const suite = h.parmi([
    '',
    '',
    '',
    '/_history',
    '/_history/1',
    '/_history/2',
    '/_history?_count=3',
    '?_elements=id,code',
    '?_summary=text',
  ]);
  const entetes = h.parmi([{}, {}, { accept: 'application/fhir+xml' }, { 'if-none-match': 'W/"1"' }]);
  return {
    quoi: `lecture${suite.split('?')[0] ?? ''}`,
    methode: h.une(9) ? 'HEAD' : 'GET',
    chemin: `/fhir/${ref}${suite}`,
    entetes,
  };
}

function recherche(t: Tirage): RequeteCanari {
  const { h, references } = t;
  const type = h.parmi(references).split('/')[0] ?? 'Patient';
  const params = parametresAuHasard(h, type, references);
  const ou = h.entier(12);
  if (ou === 0) return { quoi: 'recherche système', methode: 'GET', chemin: `/fhir?_type=${type},Patient&${params}` };
  if (ou === 1) {
    const patient = idDePersonne(1 + h.entier(PERSONNES_PAR_TERRITOIRE));
    return {
      quoi: 'compartiment',
      methode: 'GET',
      chemin: `/fhir/Patient/${patient}/${h.parmi([type, '*'])}?${params}`,
    };
  }
  if (ou === 2)
    return {
      quoi: 'historique',
      methode: 'GET',
      chemin: `/fhir/${h.parmi(['', `${type}/`])}_history?_count=${1 + h.entier(30)}`,
    };
  if (ou < 5)
    return {
      quoi: 'recherche POST',
      methode: 'POST',
      chemin: `/fhir/${type}/_search`,
      entetes: FORMULAIRE,
      corps: params,
    };
  return { quoi: 'recherche', methode: 'GET', chemin: `/fhir/${type}?${params}` };
}

function operation({ h, references }: Tirage): RequeteCanari {
  const patient = idDePersonne(1 + h.entier(PERSONNES_PAR_TERRITOIRE));
  const ref = h.parmi(references);
  return h.parmi<RequeteCanari>([
    { quoi: '$everything', methode: 'GET', chemin: `/fhir/Patient/${patient}/$everything${h.une(3) ? '?_count=5' : ''}` },
    { quoi: '$everything', methode: 'GET', chemin: `/fhir/Patient/${patient}/$everything?_type=Condition,Observation&_since=2020-01-01` },
    { quoi: '$document', methode: 'GET', chemin: `/fhir/${ref}/$document` },
    { quoi: '$validate', methode: 'GET', chemin: `/fhir/${ref}/$validate` },
    {
      quoi: '$validate', methode: 'POST', chemin: `/fhir/${ref.split('/')[0] ?? ''}/$validate`, entetes: JSON_FHIR,
      corps: JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${patient}` } }),
    },
  ]); // prettier-ignore
}

function lot(t: Tirage): RequeteCanari {
  const { h } = t;
  const entry = Array.from({ length: 1 + h.entier(4) }, () => {
    const dedans = h.une(4) ? ecriture(t) : h.une(2) ? lecture(t) : recherche(t);
    const url = dedans.chemin.replace(/^\/fhir\/?/, '');
    const resource = dedans.methode === 'POST' || dedans.methode === 'PUT' ? lireJson(dedans.corps) : undefined;
    return {
      ...(resource === undefined ? {} : { resource }),
      request: { method: dedans.methode, url, ...(h.une(5) ? { ifNoneExist: 'name=kan' } : {}) },
    };
  });
  const type = h.parmi(['batch', 'batch', 'transaction']);
  return {
    quoi: type === 'batch' ? 'lot' : 'transaction',
    methode: 'POST',
    chemin: '/fhir',
    entetes: JSON_FHIR,
    corps: JSON.stringify({ resourceType: 'Bundle', type, entry }),
  };
}

function lireJson(corps: string | undefined): unknown {
  return corps?.startsWith('{') === true ? (JSON.parse(corps) as unknown) : undefined;
}

/** Writes aim at what the writer may not see: what is refused must not tell what it refused. */
function ecriture({ h, cachees }: Tirage): RequeteCanari {
  const cible = cachees.length === 0 ? 'Condition/absente' : h.parmi(cachees);
  const [type = 'Condition', id = 'absente'] = cible.split('/');
  const patient = `Patient/${/^personne-\d+/.exec(id)?.[0] ?? 'absente'}`;
  const corps = JSON.stringify({
    resourceType: type,
    id,
    code: { text: 'essai' },
    subject: { reference: patient },
    status: 'active',
  });
  return h.parmi<RequeteCanari>([
    { quoi: 'modification', methode: 'PUT', chemin: `/fhir/${cible}`, entetes: { ...JSON_FHIR, 'if-match': `W/"${1 + h.entier(2)}"` }, corps },
    { quoi: 'modification', methode: 'PUT', chemin: `/fhir/${cible}`, entetes: JSON_FHIR, corps },
    {
      quoi: 'retouche', methode: 'PATCH', chemin: `/fhir/${cible}`, entetes: { ...JSON_PATCH, prefer: 'return=representation' },
      corps: JSON.stringify([{ op: h.parmi(['test', 'replace', 'copy']), path: '/description', value: 'x', from: '/code/text' }]),
    },
    { quoi: 'suppression', methode: 'DELETE', chemin: `/fhir/${cible}` },
    { quoi: 'création conditionnelle', methode: 'POST', chemin: `/fhir/${type}`, entetes: { ...JSON_FHIR, 'if-none-exist': `_id=${id}` }, corps },
  ]); // prettier-ignore
}

function vue({ h, references, salles }: Tirage): RequeteCanari {
  // The record is where most is shown: half of the looks go there.
  const [nom, schema] = h.parmi(h.une(2) ? salles.vues.filter(([nom]) => nom.startsWith('dossier.')) : salles.vues);
  const entree = entreeAuHasard(schema, h, { texte: (champ) => motPour(champ, h, references) });
  return {
    quoi: `vue ${nom}`,
    methode: 'POST',
    chemin: `/api/vues/${nom}`,
    entetes: JSON_API,
    corps: JSON.stringify(entree),
  };
}

function action({ h, cachees, siens, salles }: Tirage): RequeteCanari {
  const [nom, schema] = h.parmi(salles.actions);
  const references = cachees.length === 0 ? ['Condition/absente'] : cachees;
  const entree = entreeAuHasard(schema, h, {
    texte: (champ) =>
      DESIGNE.test(champ) && siens.length > 0 && h.une(2) ? h.parmi(siens) : motPour(champ, h, references),
  });
  return {
    quoi: `action ${nom}`,
    methode: 'POST',
    chemin: `/api/actions/${nom}`,
    entetes: JSON_API,
    corps: JSON.stringify(entree),
  };
}

/** Fields that name the thing an action works on. */
const DESIGNE = /^(?:id|demande|orientation|tache|appel|fil|message)$/;

/** A value the field may well expect: a person, a reference, the beginning of every hidden word. */
function motPour(champ: string, h: Hasard, references: readonly string[]): string {
  const ref = h.parmi(references);
  const id = ref.split('/')[1] ?? ref;
  if (champ === 'patient' || champ === 'personne') return /^personne-\d+/.exec(id)?.[0] ?? 'personne-1';
  // To say that a person is the thing one works on: whoever writes about her must not begin to read her.
  if (champ === 'objet' && h.une(2)) return `Patient/${/^personne-\d+/.exec(id)?.[0] ?? 'personne-1'}`;
  if (champ === 'piece') return `${/^personne-\d+/.exec(id)?.[0] ?? 'absente'}-piece`;
  if (champ === 'texte' || champ === 'nom' || champ === 'recherche' || champ === 'mots')
    return h.parmi(['kan', 'kan1', 'kan2', 'Jeanne']);
  return h.parmi([ref, id, /^personne-\d+/.exec(id)?.[0] ?? 'kan', 'kan', '12/03/1942']);
}
