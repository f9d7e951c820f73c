import { entreeTrouvee, PARAMETRE_CURSEUR } from '#fhir/recherche/index.ts';
import { chercherAuditEvents, lireAuditEvent } from '../../fhir-operations/audit-event/lire.ts';
import type { Adresse } from '../entree/adresse.ts';
import { tracer, typeInconnu, type Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { bundle } from '../sortie/bundle.ts';
import { liensDePage } from '../sortie/liens.ts';
import { absente } from './lire.ts';

/** Type whose resources are the lines of the trace, written in FHIR on demand: read and searched, never written. */
export const TYPE_DU_JOURNAL = 'AuditEvent';

export async function lireLeJournal(contexte: Contexte, demande: Demande, adresse: Adresse): Promise<Reponse> {
  if (adresse.genre === 'instance') return lireUneLigne(contexte, adresse.id);
  if (adresse.genre !== 'type' && adresse.genre !== 'recherche_type') throw typeInconnu(TYPE_DU_JOURNAL);
  const { corps } = demande;
  const params = [...demande.params, ...(corps?.genre === 'formulaire' ? corps.params : [])].filter(
    ([nom]) => nom !== '_format' && nom !== '_pretty',
  );
  const page = await chercherAuditEvents(contexte, params);
  await tracer(contexte, {
    action: 'fhir.chercher',
    genre: 'recherche',
    objet: TYPE_DU_JOURNAL,
    patient: page.patient,
    nombre: page.evenements.length,
  });
  const { base } = contexte.porte;
  const liens = liensDePage(`${base}/${TYPE_DU_JOURNAL}`, params, { curseur: PARAMETRE_CURSEUR, place: page.suite });
  const entrees = page.evenements.map((evenement) =>
    entreeTrouvee(base, { type: TYPE_DU_JOURNAL, id: evenement.id ?? '', texte: JSON.stringify(evenement) }, 'match'),
  );
  return { statut: 200, texte: bundle({ type: 'searchset', liens }, entrees) };
}

async function lireUneLigne(contexte: Contexte, id: string): Promise<Reponse> {
  const evenement = await lireAuditEvent(contexte, id);
  if (evenement === undefined) throw absente();
  await tracer(contexte, { action: 'fhir.lire', genre: 'lecture', objet: `${TYPE_DU_JOURNAL}/${id}`, nombre: 1 });
  return { statut: 200, texte: JSON.stringify(evenement), version: 1 };
}
