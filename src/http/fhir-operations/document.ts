import { droitFhir } from '#acces/clients/droit-fhir.ts';
import { lireCitees } from '#fhir/document/lire-citees.ts';
import { referencesDe, type Citee } from '#fhir/document/references.ts';
import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import type { ContexteOperation, Operation, ReponseOperation } from './operation.ts';
import { lireParametres } from './parametres.ts';

/** Resources one document may cite: beyond, it is no longer something a person reads. */
const CITEES_MAX = 500;

/** `Composition/x/$document`: the composition first, then everything it cites, once. */
export function operationDocument(nouvelId: () => string): Operation {
  return {
    nom: '$document',
    niveau: 'instance',
    types: ['Composition'],
    methodes: ['GET', 'POST'],
    definition: 'http://hl7.org/fhir/OperationDefinition/Composition-document',
    executer: (contexte) => assembler(contexte, nouvelId),
  };
}

async function assembler(contexte: ContexteOperation, nouvelId: () => string): Promise<ReponseOperation> {
  const { base, id = '', interroger, maintenant, portee } = contexte;
  exigerLecture(contexte, 'Composition');
  const { persist } = lireParametres(contexte, { persist: 'booleen' });
  if (persist === true)
    throw refusFhir(
      422,
      'not-supported',
      'Ce serveur assemble le document sans le garder : demandez-le sans « persist », ou déposez le Bundle vous-même.',
    );
  const composition = await lireTexte(interroger, 'Composition', id, portee);
  if (composition === undefined || composition.supprime)
    throw refusFhir(404, 'not-found', 'Ce document n’existe pas, ou vous n’y avez pas accès.');
  const citees = referencesDe(JSON.parse(composition.texte), base);
  if (citees.length > CITEES_MAX)
    throw refusFhir(422, 'too-costly', `Ce document cite plus de ${CITEES_MAX} ressources.`);
  for (const type of new Set(citees.map((citee) => citee.type))) exigerLecture(contexte, type);
  const textes = await lireCitees(interroger, citees, portee);
  const manquantes = citees.filter((_, rang) => textes[rang] === undefined);
  if (manquantes.length > 0) throw incomplet(manquantes);
  const entrees = [
    entree(`${base}/Composition/${id}`, composition.texte),
    ...citees.map((citee, rang) => entree(`${base}/${citee.type}/${citee.id}`, textes[rang] ?? '')),
  ];
  return {
    statut: 200,
    corps: { genre: 'texte', texte: bundle(nouvelId(), maintenant, entrees) },
    trace: { genre: 'lecture', objet: `Composition/${id}`, patient: composition.patient, nombre: entrees.length },
  };
}

function exigerLecture({ acteur }: ContexteOperation, type: string): void {
  const decision = droitFhir(acteur, 'r', type);
  if (!decision.permis) throw refusFhir(403, 'forbidden', decision.texte);
}

/** A document is whole or is not one: a reader would take a missing entry for nothing to say. */
function incomplet(manquantes: readonly Citee[]): RefusFhir {
  return new RefusFhir(
    422,
    manquantes.map(({ expression }) => ({
      severity: 'error',
      code: 'not-found',
      texte:
        'Ce document cite une ressource qui n’existe plus, ou que vous ne pouvez pas lire : il ne peut pas être assemblé en entier.',
      expression,
    })),
  );
}

/** Stored texts are put side by side, never read again. */
function bundle(id: string, maintenant: Date, entrees: readonly string[]): string {
  const identifier = JSON.stringify({ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` });
  const timestamp = maintenant.toISOString();
  return `{"resourceType":"Bundle","id":${JSON.stringify(id)},"identifier":${identifier},"type":"document","timestamp":"${timestamp}","entry":[${entrees.join(',')}]}`;
}

const entree = (fullUrl: string, texte: string): string => `{"fullUrl":${JSON.stringify(fullUrl)},"resource":${texte}}`;
