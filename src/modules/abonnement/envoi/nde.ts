import type { CommunicationRequest, Organization, Patient, Resource } from '@medplum/fhirtypes';
import { sql, type Kysely } from 'kysely';
import { ouvrirTexte } from '#fhir/identite/index.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { AbonnementNde } from '../definition/definition.ts';
import type { EvenementGarde } from '../distribution/evenements.ts';
import type { Abonnement } from '../store.ts';
import type { TablesAbonnement } from '../tables.ts';
import {
  CANAUX_NDE,
  CODES_NDE,
  EXT_ADRESSE,
  EXT_EMISSION,
  EXT_EVENEMENT,
  EXT_INSTANT,
  PROFIL_ORDRE,
} from '../vocabulaire-nde.ts';
import type { Cadre } from './notification.ts';

/**
 * The national notification order (nde-notificationrequest, flow 4): the person, who declares, who receives, and one sentence that
 * names neither the person nor the content. Undefined when the person may no longer be read. Source: NdE 3.0.0.
 */
export async function ordreDeNotification(
  base: Kysely<TablesAbonnement>,
  a: Abonnement,
  evenement: EvenementGarde,
  portee: Portee,
  cadre: Cadre,
): Promise<string | undefined> {
  const { nde } = a.definition;
  if (nde === undefined) return undefined;
  const { rows } = await sql<{ texte: string }>`
    select p.contenu::text as texte from resource p
    where p.type = 'Patient' and p.id = ${nde.patient} and not p.supprime and ${portee.condition('p')}`.execute(base);
  const [personne] = rows;
  if (personne === undefined) return undefined;
  const ouverte = JSON.parse(ouvrirTexte(personne.texte, cadre.sceau)) as Patient;
  return JSON.stringify(
    ecrireOrdre(
      { abonnement: a.id, adresse: a.definition.canal.adresse ?? '', nde, personne: ouverte, evenement },
      cadre,
    ),
  );
}

export interface AEcrire {
  readonly abonnement: string;
  readonly adresse: string;
  readonly nde: AbonnementNde;
  readonly personne: Patient;
  readonly evenement: Pick<EvenementGarde, 'le' | 'texte'>;
}

export function ecrireOrdre(o: AEcrire, cadre: Cadre): CommunicationRequest {
  const { code, libelle } = { code: o.nde.evenement, libelle: CODES_NDE.libelles[o.nde.evenement] };
  return {
    resourceType: 'CommunicationRequest',
    id: cadre.nouvelId(),
    meta: { profile: [PROFIL_ORDRE] },
    contained: [contenue(o.personne, 'personne'), declarant(o.evenement.texte), abonne(o.nde)],
    extension: [
      {
        url: EXT_EVENEMENT,
        valueCodeableConcept: { coding: [{ system: CODES_NDE.system, code, display: libelle }] },
      },
      { url: EXT_INSTANT, valueDateTime: o.evenement.le.toISOString() },
      { url: EXT_EMISSION, valueDateTime: cadre.maintenant.toISOString() },
    ],
    basedOn: [{ reference: `${cadre.base}/Subscription/${o.abonnement}` }],
    status: 'active',
    medium: [{ coding: [CANAUX_NDE.adresseWeb] }],
    subject: { reference: '#personne' },
    payload: [{ contentString: libelle }],
    requester: { reference: '#declarant' },
    recipient: [{ extension: [{ url: EXT_ADRESSE, valueUrl: o.adresse }], reference: '#abonne' }],
  };
}

/** Contained resources carry neither versions nor labels (dom-4, dom-5). */
function contenue<R extends Resource>(ressource: R, id: string): R {
  const { meta, text: _recit, ...reste } = ressource as R & { text?: unknown };
  const profils = meta?.profile === undefined ? {} : { meta: { profile: meta.profile } };
  return { ...(reste as R), ...profils, id };
}

function abonne(nde: AbonnementNde): Resource {
  return { ...(nde.abonne as unknown as Resource), id: 'abonne' };
}

/** Who declared it, by the name its author wrote in the resource. */
function declarant(texte: string | undefined): Organization {
  const lue: unknown = texte === undefined ? undefined : JSON.parse(texte);
  return {
    resourceType: 'Organization',
    id: 'declarant',
    name: nomDuDeclarant(lue) ?? 'Établissement déclarant',
  };
}

function nomDuDeclarant(ressource: unknown): string | undefined {
  if (typeof ressource !== 'object' || ressource === null) return undefined;
  for (const chemin of ['custodian', 'serviceProvider', 'author']) {
    const valeur: unknown = Reflect.get(ressource, chemin);
    const premiere: unknown = Array.isArray(valeur) ? valeur[0] : valeur;
    if (typeof premiere !== 'object' || premiere === null) continue;
    const nom: unknown = Reflect.get(premiere, 'display');
    if (typeof nom === 'string' && nom !== '') return nom;
  }
  return undefined;
}
