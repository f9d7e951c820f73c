import type { Resource } from '@medplum/fhirtypes';
import { refusFhir } from '#fhir/refus.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import { TYPES_TENUS } from '#fhir/types-tenus.ts';
import type { ContexteOperation, Operation, ReponseOperation } from '../../fhir-operations/operation.ts';
import { outcome } from '../sortie/outcome.ts';
import { issuesDe, type Valider } from '../validation.ts';
import { absente } from './lire.ts';

const DEFINITION = 'http://hl7.org/fhir/OperationDefinition/Resource-validate';

/** `$validate` on a type and on one resource: judges what is sent, or what is stored when nothing is. */
export function operationsValidate(valider: Valider): readonly Operation[] {
  const commun = {
    nom: '$validate',
    types: Object.keys(TYPES_TENUS),
    definition: DEFINITION,
    executer: (contexte: ContexteOperation) => juger(contexte, valider),
  };
  return [
    { ...commun, niveau: 'type', methodes: ['POST'] },
    { ...commun, niveau: 'instance', methodes: ['GET', 'POST'] },
  ];
}

async function juger(contexte: ContexteOperation, valider: Valider): Promise<ReponseOperation> {
  const { ressource, profil } = demandee(contexte);
  const aJuger = ressource ?? (await stockee(contexte));
  const type = (aJuger as { resourceType?: unknown }).resourceType;
  if (type !== contexte.type)
    throw refusFhir(
      400,
      'invalid',
      `L’adresse est celle d’un ${contexte.type ?? ''}, la ressource envoyée est d’un autre type.`,
    );
  const bilan = valider(aJuger, profil === undefined ? {} : { profils: [profil] });
  const id = contexte.id === undefined ? '' : `/${contexte.id}`;
  return {
    statut: 200,
    corps: { genre: 'texte', texte: outcome(issuesDe(bilan)) },
    trace: { genre: 'lecture', objet: `${contexte.type ?? ''}${id}`, patient: null, nombre: 1 },
  };
}

interface Demandee {
  readonly ressource: object | undefined;
  readonly profil: string | undefined;
}

/** The resource alone, or a Parameters that carries it (`resource`) with `profile` and `mode`. */
function demandee({ corps, params }: ContexteOperation): Demandee {
  const inconnu = params.find(([nom]) => nom !== 'profile' && nom !== 'mode')?.[0];
  if (inconnu !== undefined)
    throw refusFhir(
      400,
      'not-supported',
      `Le paramètre « ${inconnu} » n’est pas connu de $validate : profile et mode le sont.`,
    );
  const deLAdresse = params.find(([nom]) => nom === 'profile')?.[1];
  if (corps === undefined) return { ressource: undefined, profil: deLAdresse };
  if (typeof corps !== 'object' || corps === null || Array.isArray(corps))
    throw refusFhir(400, 'structure', 'Une ressource à juger est attendue.');
  const { resourceType, parameter } = corps as { resourceType?: unknown; parameter?: unknown };
  if (resourceType !== 'Parameters') return { ressource: corps, profil: deLAdresse };
  const liste = (Array.isArray(parameter) ? parameter : []) as readonly Parametre[];
  const trouve = (nom: string): Parametre | undefined => liste.find((p) => p?.name === nom);
  const ressource = trouve('resource')?.resource;
  const profil = trouve('profile');
  const dit = profil?.valueUri ?? profil?.valueCanonical ?? profil?.valueString;
  return {
    ressource: typeof ressource === 'object' && ressource !== null ? ressource : undefined,
    profil: typeof dit === 'string' ? dit : deLAdresse,
  };
}

interface Parametre {
  readonly name?: unknown;
  readonly resource?: unknown;
  readonly valueUri?: unknown;
  readonly valueCanonical?: unknown;
  readonly valueString?: unknown;
}

async function stockee({ interroger, portee, type, id }: ContexteOperation): Promise<object> {
  if (type === undefined || id === undefined)
    throw refusFhir(400, 'required', 'Une ressource à juger est attendue dans le corps.');
  const ligne = await lireTexte(interroger, type, id, portee);
  if (ligne === undefined || ligne.supprime) throw absente();
  return JSON.parse(ligne.texte) as Resource;
}
