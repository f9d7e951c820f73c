import type { Acteur } from '#acces/acteur.ts';
import { clientParId } from '#acces/clients/depot-clients.ts';
import { fermePourquoi } from '#acces/clients/modele.ts';
import type { Terminologie } from '#fhir/terminologie/index.ts';
import type { Socle } from '#socle/executer.ts';
import { operationDocument } from './document.ts';
import { operationsDExport } from './export/export.ts';
import type { Operation } from './operation.ts';
import { operationsDeTerminologie } from './terminologie.ts';

export { estAuditEvent, servirAuditEvent } from './audit-event/porte.ts';

/** Documents, exports and terminology, to be gathered with the operations of the rooms. */
export function operationsDeFormats(
  { base, horloge, nouvelId }: Pick<Socle, 'base' | 'horloge' | 'nouvelId'>,
  terminologie: Terminologie,
): readonly Operation[] {
  const encoreOuvert = async (acteur: Acteur): Promise<boolean> => {
    const client = acteur.client === undefined ? undefined : await clientParId(base, acteur.client.id);
    return client !== undefined && fermePourquoi(client, horloge.maintenant()) === undefined;
  };
  return [
    ...operationsDeTerminologie(terminologie),
    operationDocument(nouvelId),
    ...operationsDExport({ nouvelId, encoreOuvert }),
  ];
}
