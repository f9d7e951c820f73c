import { refusFhir } from '#fhir/refus.ts';
import { accordDExport, seuilDExport } from '#modules/trace/index.ts';
import type { ContexteOperation } from '../operation.ts';

/**
 * A mass export (every person, or a group above the threshold of the territory) needs that two persons agreed to it and that their window is
 * open: asked at the kick-off and again at each file. Throws `RefusFhir` 403.
 */
export async function exigerAccord(
  { acteur, interroger, maintenant }: ContexteOperation,
  personnes: number | 'toutes',
): Promise<void> {
  if (personnes !== 'toutes' && personnes <= (await seuilDExport(interroger))) return;
  if (await accordDExport(interroger, acteur.client?.id ?? '', maintenant)) return;
  throw refusFhir(
    403,
    'forbidden',
    'Cet export en masse demande l’accord de deux personnes du territoire, ou leur accord est fini. Demandez-le au responsable du DAC : Territoire › Contrôle des accès › Exports en masse.',
  );
}
