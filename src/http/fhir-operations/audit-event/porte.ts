import { PARAMETRE_CURSEUR } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { tracer, type Contexte } from '../../fhir/contexte.ts';
import type { Demande, Reponse } from '../../fhir/demande.ts';
import { bundle, entreeTrouvee } from '../../fhir/sortie/bundle.ts';
import { liensDePage } from '../../fhir/sortie/liens.ts';
import { chercherAuditEvents, lireAuditEvent } from './lire.ts';

/** True for what this source serves: AuditEvent is read from the traces, never from the store. */
export function estAuditEvent({ adresse }: Demande): boolean {
  return 'type' in adresse && adresse.type === 'AuditEvent' && adresse.genre !== 'operation';
}

/** `GET AuditEvent?…`, `POST AuditEvent/_search`, `GET AuditEvent/x`. Reading the traces leaves a trace too. */
export async function servirAuditEvent(contexte: Contexte, demande: Demande): Promise<Reponse> {
  const { adresse, methode } = demande;
  const lecture = methode === 'GET' || methode === 'HEAD';
  if (adresse.genre === 'type' && lecture) return chercher(contexte, demande);
  if (adresse.genre === 'recherche_type' && methode === 'POST') return chercher(contexte, demande);
  if (adresse.genre === 'instance' && lecture) return lire(contexte, adresse.id);
  throw refusFhir(
    405,
    'not-supported',
    'Les traces se lisent et se cherchent, et rien d’autre : Cordée les écrit, personne ne les change.',
  );
}

async function chercher(contexte: Contexte, { params, corps }: Demande): Promise<Reponse> {
  const demandes = [...params, ...(corps?.genre === 'formulaire' ? corps.params : [])].filter(
    ([nom]) => nom !== '_format' && nom !== '_pretty',
  );
  const { evenements, suite, patient } = await chercherAuditEvents(contexte, demandes);
  await tracer(contexte, {
    action: 'fhir.chercher',
    genre: 'recherche',
    objet: `AuditEvent?${[...new Set(demandes.map(([nom]) => nom))].join('&')}`,
    patient,
    nombre: evenements.length,
  });
  const { base } = contexte.porte;
  const liens = liensDePage(`${base}/AuditEvent`, demandes, { curseur: PARAMETRE_CURSEUR, place: suite });
  const entrees = evenements.map((evenement) =>
    entreeTrouvee(base, { type: 'AuditEvent', id: evenement.id ?? '', texte: JSON.stringify(evenement) }, 'match'),
  );
  return { statut: 200, texte: bundle({ type: 'searchset', liens }, entrees) };
}

async function lire(contexte: Contexte, id: string): Promise<Reponse> {
  const evenement = await lireAuditEvent(contexte, id);
  if (evenement === undefined)
    throw refusFhir(404, 'not-found', 'Cette trace n’existe pas, ou vous n’y avez pas accès.');
  await tracer(contexte, { action: 'fhir.lire', genre: 'lecture', objet: `AuditEvent/${id}`, nombre: 1 });
  return { statut: 200, texte: JSON.stringify(evenement), version: 1, le: new Date(evenement.recorded) };
}
