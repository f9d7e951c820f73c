import { z } from 'zod';

/** What dispenses from informing before an exchange; the person is informed as soon as possible (R. 1110-3, III). */
export const DISPENSES = {
  urgence: 'Urgence',
  impossible: 'Elle ne peut pas comprendre en ce moment',
} as const;
export type Dispense = keyof typeof DISPENSES;

/** « Personne informée le… de… » : asked when something leaves from health to social care, or back, and only then. */
export const InformationDEnvoi = z.object({
  le: z.iso.date('Écrivez une date.').optional(),
  quoi: z.string().trim().max(200, '200 caractères au plus.').optional(),
  dispense: z.enum(Object.keys(DISPENSES) as [Dispense, ...Dispense[]]).optional(),
  motif: z.string().trim().max(200, '200 caractères au plus.').optional(),
});
export type InformationDEnvoi = z.output<typeof InformationDEnvoi>;
export const CODE_INFORMATION_REQUISE = 'cercle.information_requise';
