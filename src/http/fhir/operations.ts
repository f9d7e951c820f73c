import type { Acteur } from '#acces/acteur.ts';
import { clientParId } from '#acces/clients/depot-clients.ts';
import { fermePourquoi } from '#acces/clients/modele.ts';
import type { Terminologie } from '#fhir/terminologie/index.ts';
import type { Maison } from '../contexte.ts';
import { operationsDAbonnement } from '../fhir-operations/abonnement.ts';
import { operationDocument } from '../fhir-operations/document.ts';
import { operationsDExport } from '../fhir-operations/export/export.ts';
import type { Operation } from '../fhir-operations/operation.ts';
import { operationsDeTerminologie } from '../fhir-operations/terminologie.ts';
import { operationEverything } from './gestes/tout.ts';
import { operationsValidate } from './gestes/valider.ts';
import type { Valider } from './validation.ts';

/** Every operation served, gathered once. */
export function operations(maison: Maison, valider: Valider, terminologie: Terminologie): readonly Operation[] {
  const { socle } = maison;
  return [
    operationEverything,
    ...operationsValidate(valider),
    ...operationsDeTerminologie(terminologie),
    operationDocument(socle.nouvelId),
    ...operationsDExport({ nouvelId: socle.nouvelId, encoreOuvert: (acteur) => encoreOuvert(maison, acteur) }),
    ...operationsDAbonnement({ ...socle, origine: maison.origine }, maison.flux),
  ];
}

/** A software that was suspended, or whose end has come, stops receiving in the middle of what it was downloading. */
async function encoreOuvert({ socle, horlogeReelle }: Maison, acteur: Acteur): Promise<boolean> {
  const client = acteur.client === undefined ? undefined : await clientParId(socle.base, acteur.client.id);
  return client !== undefined && fermePourquoi(client, horlogeReelle.maintenant()) === undefined;
}
