import { z } from 'zod';

/** 1 Monday … 7 Sunday; hours `08:00`. */
export const Horaire = z.object({
  jour: z.number().int().min(1).max(7),
  debut: z.string().optional(),
  fin: z.string().optional(),
});

const Code = z.object({ code: z.string(), libelle: z.string() });
const Lien = z.object({ ref: z.string(), nom: z.string() });

/**
 * What a card, a contact and the ranking need of one entry of the directory, computed at import from the FHIR resources
 * and from those they point to. Confidential channels of the ROR never enter it.
 */
export const Resume = z.object({
  genre: z.enum(['personne', 'structure', 'offre']),
  nom: z.string(),
  profession: z.string().optional(),
  specialites: z.array(z.string()).default([]),
  modeExercice: z.string().optional(),
  structure: Lien.optional(),
  telephone: z.string().optional(),
  mssante: z.string().optional(),
  adresse: z.string().optional(),
  commune: z.string().optional(),
  codePostal: z.string().optional(),
  identifiant: z.string().optional(),
  /** Date of the source, not of the import. */
  majLe: z.string().optional(),
  offre: z
    .object({
      type: Code.optional(),
      mode: Code.optional(),
      activites: z.array(z.string()),
      publics: z.array(z.string()),
      ageMin: z.number().optional(),
      ageMax: z.number().optional(),
      /** TRE_R201 type (2 département, 3 commune) and the code of the zone. */
      zones: z.array(z.object({ type: z.string(), code: z.string(), libelle: z.string() })),
      modalites: z.array(z.string()),
      horaires: z.array(Horaire),
      fermeture: z.object({ du: z.string().optional(), au: z.string().optional() }).optional(),
      /** Absent when nothing is published: unknown is never zero. */
      places: z.number().optional(),
      placesLe: z.string().optional(),
      contacts: z.array(z.object({ nom: z.string().optional(), nature: z.string().optional(), telephone: z.string() })),
    })
    .optional(),
});

export type Resume = z.output<typeof Resume>;
export type Horaire = z.output<typeof Horaire>;
