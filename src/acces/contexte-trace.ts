import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { interrogerAvec, type Interroger } from '#lib/sql/requete.ts';
import type { Acteur } from './acteur.ts';
import { ROLES } from './roles.ts';

/** What a line of trace says of who acts and how, kept once for all the lines that say the same (TR-01). */
export interface ContexteDeTrace {
  /** 63 bits of the SHA-256 of the content, as text: found without asking anybody. */
  readonly id: string;
  /** What designates a signed-in person in the circles; nothing for the others, whose ground is their rule. */
  readonly refs: readonly string[];
  /** Canonical JSON: keys in the order of `contenuDe`, absent when unknown. */
  readonly contenu: string;
}

const FINALITES = {
  compte: 'prise-en-charge',
  client: 'logiciel-raccorde',
  lien: 'echange',
  systeme: 'fonctionnement',
} as const satisfies Record<Acteur['genre'], string>;

const connus = new WeakMap<Acteur, ContexteDeTrace>();

export function contexteDeTrace(acteur: Acteur): ContexteDeTrace {
  const connu = connus.get(acteur);
  if (connu !== undefined) return connu;
  const refs = acteur.genre === 'compte' ? acteur.refs : [];
  const contenu = JSON.stringify(contenuDe(acteur));
  const id = (
    createHash('sha256').update(contenu).update('\0').update(refs.join('\0')).digest().readBigUInt64BE() >> 1n
  ).toString();
  const contexte = { id, refs, contenu };
  connus.set(acteur, contexte);
  return contexte;
}

/** The name of a professional, of a software: never that of a person cared for, whose link carries a reference only. */
function contenuDe(acteur: Acteur): Readonly<Record<string, string>> {
  const { genre, nom, role, ref, structure, connexion, application } = acteur;
  const usager = genre === 'lien' && /^(Patient|RelatedPerson)\//.test(ref);
  return {
    ...(usager ? {} : { nom, structure: structure.nom }),
    metier: ROLES[role].libelle,
    ref,
    finalite: FINALITES[genre],
    ...(connexion === undefined ? {} : { moyen: connexion.moyen }),
    ...(connexion?.niveau === undefined ? {} : { niveau: connexion.niveau }),
    ...(connexion?.adresse === undefined ? {} : { adresse: connexion.adresse }),
    application: application === undefined ? (genre === 'client' ? ref : 'cordee') : `Device/${application.id}`,
  };
}

/** Contexts a process has declared, by base and territory: beyond, it forgets and declares again, which changes nothing. */
const DECLARES_MAX = 20_000;
const declares = new WeakMap<object, Map<CodeTerritoire, Set<string>>>();

/** Makes sure the context is kept before a line names it; costs nothing once this process knows it. Returns its id. */
export async function declarerContexte(base: Pick<Base, 'directement'>, acteur: Acteur): Promise<string> {
  const { id, refs, contenu } = contexteDeTrace(acteur);
  const siens = declaresDe(base, acteur.territoire);
  if (siens.has(id)) return id;
  await garder(base.directement(acteur.territoire), { id, refs, contenu });
  if (siens.size >= DECLARES_MAX) siens.clear();
  siens.add(id);
  return id;
}

/** The same, inside a transaction that may be undone: this process does not remember it. */
export async function declarerContexteDans<T>(sql: Kysely<T>, acteur: Acteur): Promise<string> {
  const contexte = contexteDeTrace(acteur);
  await garder(interrogerAvec(sql), contexte);
  return contexte.id;
}

async function garder(interroger: Interroger, { id, refs, contenu }: ContexteDeTrace): Promise<void> {
  await interroger({
    nom: 'trace.contexte',
    texte:
      'insert into trace_contexte (id, refs, contenu) values ($1::bigint, $2::text[], $3) on conflict (id) do nothing',
    valeurs: [id, [...refs], contenu],
  });
}

function declaresDe(base: object, territoire: CodeTerritoire): Set<string> {
  let parTerritoire = declares.get(base);
  if (parTerritoire === undefined) declares.set(base, (parTerritoire = new Map()));
  let siens = parTerritoire.get(territoire);
  if (siens === undefined) parTerritoire.set(territoire, (siens = new Set()));
  return siens;
}
