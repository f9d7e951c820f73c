import type { Bundle } from '@medplum/fhirtypes';
import { refusFhir } from '#fhir/refus.ts';
import {
  CONTENUS,
  etatsDe,
  rejouer,
  SUJETS,
  versBasic,
  type DependancesLecture,
  type Flux,
} from '#modules/abonnement/index.ts';
import type { ContexteOperation, Operation, ReponseOperation } from './operation.ts';
import { lireParametres } from './parametres.ts';

const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition';
const EVENEMENTS_MAX = 1_000;
const STATUTS: readonly string[] = ['requested', 'active', 'error', 'off'];

/** `$status` and `$events` of the R5 Backport, the list of topics, and the stream one keeps open instead of being called. */
export function operationsDAbonnement(d: DependancesLecture, flux: Flux | undefined): readonly Operation[] {
  const communes = { types: ['Subscription'], methodes: ['GET', 'POST'] } as const;
  const etats = (contexte: ContexteOperation) => repondreEtats(d, contexte);
  return [
    {
      ...communes,
      nom: '$status',
      niveau: 'type',
      executer: etats,
      definition: `${BACKPORT}/backport-subscription-status`,
    },
    { ...communes, nom: '$status', niveau: 'instance', executer: etats },
    {
      ...communes,
      nom: '$events',
      niveau: 'instance',
      executer: (contexte) => repondreEvenements(d, contexte),
      definition: `${BACKPORT}/backport-subscription-events`,
    },
    {
      ...communes,
      methodes: ['GET'],
      nom: '$sujets',
      niveau: 'type',
      executer: (contexte) => repondreSujets(contexte),
    },
    ...(flux === undefined
      ? []
      : [
          {
            ...communes,
            methodes: ['GET'] as const,
            nom: '$flux',
            niveau: 'instance' as const,
            executer: (contexte: ContexteOperation) => ouvrirFlux(flux, contexte),
          },
        ]),
  ];
}

async function repondreEtats(d: DependancesLecture, contexte: ContexteOperation): Promise<ReponseOperation> {
  const { id: ids, status } = lireParametres(contexte, { id: 'liste', status: 'liste' });
  const inconnu = status?.find((s) => !STATUTS.includes(s));
  if (inconnu !== undefined) throw refusFhir(400, 'value', `« ${inconnu} » : le statut vaut ${STATUTS.join(', ')}.`);
  const etats = await etatsDe(d, contexte.acteur, {
    ids: contexte.id === undefined ? ids : [contexte.id],
    statuts: status,
  });
  if (contexte.id !== undefined && etats.length === 0) throw introuvable(contexte.id);
  const entry = etats.map((resource) => ({
    fullUrl: `urn:uuid:${resource.id ?? ''}`,
    resource,
    search: { mode: 'match' as const },
  }));
  return ressource({ resourceType: 'Bundle', type: 'searchset', total: etats.length, entry }, contexte);
}

const introuvable = (id: string) =>
  refusFhir(404, 'not-found', `L’abonnement ${id} n’existe pas, ou ce n’est pas le vôtre.`);

/** Both bounds are included; without them, everything still kept. */
async function repondreEvenements(d: DependancesLecture, contexte: ContexteOperation): Promise<ReponseOperation> {
  const lus = lireParametres(contexte, { eventsSinceNumber: 'entier', eventsUntilNumber: 'entier', content: 'texte' });
  const contenu = CONTENUS.find((c) => c === lus.content);
  if (lus.content !== undefined && contenu === undefined)
    throw refusFhir(400, 'value', `« content » vaut ${CONTENUS.join(', ')}.`);
  const { paquet, nombre } = await rejouer(d, contexte.acteur, {
    id: contexte.id ?? '',
    depuis: lus.eventsSinceNumber ?? 1,
    jusqua: lus.eventsUntilNumber ?? Number.MAX_SAFE_INTEGER,
    contenu,
    limite: EVENEMENTS_MAX,
  });
  return {
    statut: 200,
    corps: { genre: 'texte', texte: paquet },
    trace: { genre: 'export', objet: `Subscription/${contexte.id ?? ''}`, patient: null, nombre },
  };
}

function repondreSujets(contexte: ContexteOperation): Promise<ReponseOperation> {
  lireParametres(contexte, {});
  const entry = SUJETS.map((sujet) => ({
    fullUrl: sujet.url,
    resource: versBasic(sujet),
    search: { mode: 'match' as const },
  }));
  return Promise.resolve(
    ressource({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }, contexte),
  );
}

function ressource(bundle: Bundle, contexte: ContexteOperation): ReponseOperation {
  return {
    statut: 200,
    corps: { genre: 'ressource', ressource: bundle },
    trace: {
      genre: 'lecture',
      objet: contexte.id === undefined ? 'Subscription' : `Subscription/${contexte.id}`,
      patient: null,
      nombre: bundle.total ?? 0,
    },
  };
}

/** `Last-Event-ID` (or `depuis`) says the last number received; without it, only what happens from now on is told. */
async function ouvrirFlux(flux: Flux, contexte: ContexteOperation): Promise<ReponseOperation> {
  const { depuis } = lireParametres(contexte, { depuis: 'entier' });
  const dernier = contexte.entetes.get('last-event-id');
  if (dernier !== null && !/^\d{1,15}$/.test(dernier))
    throw refusFhir(400, 'value', 'Last-Event-ID est le numéro du dernier évènement reçu.');
  const rang = dernier === null ? depuis : Number(dernier);
  return {
    statut: 200,
    entetes: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    corps: {
      genre: 'flux',
      typeMime: 'text/event-stream',
      flux: await flux.ouvrir(contexte.acteur, contexte.id ?? '', rang),
    },
    trace: { genre: 'lecture', objet: `Subscription/${contexte.id ?? ''}`, patient: null, nombre: null },
  };
}
