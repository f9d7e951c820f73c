import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const Id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/, 'Cet identifiant ne se lit pas.');
const Concept = z.looseObject({
  coding: z.array(z.looseObject({ system: z.string().optional(), code: z.string().optional() })).optional(),
});
const Identifiant = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const Extension = z.looseObject({
  url: z.string(),
  valueString: z.string().optional(),
  valueCode: z.string().optional(),
  valueDateTime: z.string().optional(),
  valueCoding: z.looseObject({}).optional(),
  valueCodeableConcept: Concept.optional(),
  valueReference: z
    .looseObject({ reference: z.string().optional(), type: z.string().optional(), identifier: Identifiant.optional() })
    .optional(),
});
/** Companion of a primitive element (`_criteria`), where its extensions live. */
const Compagnon = z.looseObject({ extension: z.array(Extension).optional() });

/** All that this room reads of a Subscription; the FHIR door has already judged the whole. */
const Ressource = z.looseObject({
  resourceType: z.literal('Subscription', { error: 'La ressource attendue est une Subscription.' }),
  status: z.enum(['requested', 'active', 'error', 'off'], { error: 'Le statut vaut requested, active ou off.' }),
  criteria: z.string({ error: 'Dites à quoi vous vous abonnez (criteria).' }).min(1).max(2_000),
  end: z.string().optional(),
  meta: z
    .looseObject({
      profile: z.array(z.string()).optional(),
      security: z.array(z.looseObject({ system: z.string().optional() })).optional(),
    })
    .optional(),
  extension: z.array(Extension).optional(),
  _criteria: Compagnon.optional(),
  contained: z
    .array(z.looseObject({ resourceType: z.string(), identifier: z.array(Identifiant).optional() }))
    .optional(),
  channel: z.looseObject(
    {
      type: z.string({ error: 'Dites par quel canal (channel.type).' }),
      endpoint: z.string().max(2_000).optional(),
      payload: z.string().optional(),
      header: z.array(z.string()).optional(),
      extension: z.array(Extension).optional(),
      _type: Compagnon.optional(),
      _payload: Compagnon.optional(),
    },
    { error: 'Dites par quel canal (channel).' },
  ),
});

/** Software through which a person subscribes: what it was granted narrows what is told, never widens it. */
const Logiciel = z.object({ id: z.string(), permissions: z.string(), patient: z.string().optional() });

export const creer = contrat('abonnement.creer', {
  entree: z.object({ ressource: Ressource, logiciel: Logiciel.optional() }),
  sortie: z.object({ id: z.string() }),
});

export const modifier = contrat('abonnement.modifier', {
  entree: z.object({ id: Id, ressource: Ressource }),
  sortie: z.object({ id: z.string() }),
});

export const supprimer = contrat('abonnement.supprimer', {
  entree: z.object({ id: Id }),
  sortie: z.object({ id: z.string() }),
});

/** A person of the territory, once the publisher has been reached. */
export const relancer = contrat('abonnement.relancer', {
  entree: z.object({ id: Id }),
  sortie: z.object({ id: z.string() }),
});

export const eteindre = contrat('abonnement.eteindre', {
  entree: z.object({ id: Id }),
  sortie: z.object({ id: z.string() }),
});

/** Every subscription of the territory: who, to what, how it goes, and what waits. Never a secret nor a content. */
export const liste = contrat('abonnement.liste', {
  entree: z.object({}),
  sortie: z.object({
    abonnements: z.array(
      z.object({
        id: z.string(),
        proprietaire: z.string(),
        sujet: z.string(),
        canal: z.enum(['rappel', 'flux']),
        /** Host of the receiver, without its path. */
        vers: z.string().optional(),
        etat: z.enum(['demande', 'actif', 'panne', 'eteint']),
        creeLe: z.iso.datetime(),
        dernier: z.number(),
        /** Events not acknowledged yet. */
        enAttente: z.number(),
        erreur: z.string().optional(),
        erreurLe: z.iso.datetime().optional(),
      }),
    ),
  }),
});
