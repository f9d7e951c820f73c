import { RefusFhir } from '#fhir/refus.ts';
import type { Refus } from '#lib/refus.ts';
import { tracer, type Contexte } from './contexte.ts';
import type { Demande } from './demande.ts';

const NOMS = {
  GET: 'lire',
  HEAD: 'lire',
  POST: 'creer',
  PUT: 'modifier',
  PATCH: 'corriger',
  DELETE: 'supprimer',
} as const;

/** What was asked and refused, and why; never the values of the request. `demande` is absent when it could not even be read. */
export async function tracerRefus(contexte: Contexte, demande: Demande | undefined, refus: Refus): Promise<void> {
  await tracer(contexte, {
    action: demande === undefined ? 'fhir.lot' : actionDe(demande),
    genre: 'refus',
    objet: demande === undefined ? null : objetDe(demande),
    fondement: refus instanceof RefusFhir ? `${refus.code}:${refus.statut}` : refus.code,
    decision: 'refuse',
  });
}

function actionDe({ adresse, methode }: Demande): string {
  if (adresse.genre === 'operation') return `fhir.${adresse.nom.slice(0, 60)}`;
  const cherche = adresse.genre.startsWith('recherche') || adresse.genre === 'compartiment';
  if (cherche || (adresse.genre === 'type' && methode === 'GET')) return 'fhir.chercher';
  if (adresse.genre.startsWith('historique')) return 'fhir.historique';
  if (adresse.genre === 'racine' && methode === 'POST') return 'fhir.lot';
  return `fhir.${NOMS[methode]}`;
}

function objetDe({ adresse }: Demande): string | null {
  const type = 'type' in adresse ? adresse.type : undefined;
  const id = 'id' in adresse ? adresse.id : undefined;
  const objet = [type, id].filter((m) => m !== undefined).join('/');
  return objet === '' ? null : objet.slice(0, 200);
}
