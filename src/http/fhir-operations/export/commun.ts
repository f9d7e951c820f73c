import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { lireALInstant, type Tirage } from '#fhir/export/a-l-instant.ts';
import { lireExport, type ExportLu } from '#fhir/export/travaux.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireReference } from '#fhir/types.ts';
import type { ContexteOperation } from '../operation.ts';
import { exigerLogiciel, peutExporter } from './demande.ts';

/** Bounds of the exports, said in the refusals. */
export const LIMITES_EXPORT = {
  /** Open at once for one software. */
  parLogiciel: 10,
  /** Files downloaded at once from one process. */
  telechargements: 4,
  lignesParLot: 500,
  membresDuGroupe: 20_000,
  membresParLot: 100,
  dureeMs: 24 * 3_600_000,
  /** A write may read the clock this long before it takes its place in the base. */
  reculMs: 2_000,
  /** Time one question about the state spends counting. */
  comptageMs: 3_000,
} as const;

export interface OptionsExport {
  readonly nouvelId: () => string;
  /** The software may still act: asked before each lot, so that a suspension ends a download under way. */
  readonly encoreOuvert: (acteur: Acteur) => Promise<boolean>;
  /** Instead of `LIMITES_EXPORT.comptageMs`. */
  readonly comptageMs?: number;
}

/** The export of this id, when it is this software's. Throws `RefusFhir` 404. */
export async function exportDemande(contexte: ContexteOperation, id: string | undefined): Promise<ExportLu> {
  exigerLogiciel(contexte.acteur);
  const cible = { id: id ?? '', demandeur: contexte.acteur.id };
  const lu = await lireExport(contexte.interroger, cible, contexte.maintenant);
  if (lu === undefined) throw exportInconnu();
  return lu;
}

export const exportInconnu = (): Error =>
  refusFhir(404, 'not-found', 'Cet export n’existe pas, n’est pas prêt, ou n’est plus gardé. Demandez-en un autre.');

/** What the trace names: never an address, which would open the file. */
export const objetDe = (id: string): string => `export:${id}`;

export async function tirageDe(contexte: ContexteOperation, { perimetre, instant, depuis }: ExportLu): Promise<Tirage> {
  if (perimetre.niveau === 'groupe')
    return { instant, depuis, patients: await membresDuGroupe(contexte, perimetre.groupe, instant) };
  return { instant, depuis, patients: perimetre.niveau === 'patient' ? 'tous' : undefined };
}

const Groupe = z.object({
  member: z
    .array(z.object({ entity: z.object({ reference: z.string().optional() }), inactive: z.boolean().optional() }))
    .default([]),
});

/** Persons of the group as it was at the instant. Throws `RefusFhir` 404 when the software may not read it. */
export async function membresDuGroupe(
  contexte: ContexteOperation,
  id: string,
  instant: Date,
): Promise<readonly string[]> {
  const texte = await lireALInstant(contexte.interroger, { type: 'Group', id }, instant, contexte.portee);
  if (texte === undefined || !peutExporter(contexte.acteur, 'Group'))
    throw refusFhir(404, 'not-found', `Le groupe « ${id} » n’existe pas, ou ce logiciel n’y a pas accès.`);
  const { member } = Groupe.parse(JSON.parse(texte));
  const patients = member.flatMap(({ entity, inactive }) => {
    const lue = inactive === true ? undefined : lireReference(entity.reference);
    return lue?.type === 'Patient' ? [lue.id] : [];
  });
  if (patients.length > LIMITES_EXPORT.membresDuGroupe)
    throw refusFhir(422, 'too-costly', `Ce groupe compte plus de ${LIMITES_EXPORT.membresDuGroupe} personnes.`);
  return [...new Set(patients)];
}
