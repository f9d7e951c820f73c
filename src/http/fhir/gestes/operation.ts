import { refusFhir } from '#fhir/refus.ts';
import type { Adresse } from '../entree/adresse.ts';
import { tracer, typeInconnu, type Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { outcome } from '../sortie/outcome.ts';
import { estTenu } from '#fhir/types-tenus.ts';
import type { Operation, ReponseOperation } from '../../fhir-operations/operation.ts';

type AdresseDOperation = Extract<Adresse, { readonly genre: 'operation' }>;

/** `$nom` at its level: unknown 404, wrong method 405; its trace is written before its answer leaves. */
export async function jouerOperation(
  contexte: Contexte,
  demande: Demande,
  adresse: AdresseDOperation,
): Promise<Reponse> {
  const { type, id } = adresse;
  if (type !== undefined && !estTenu(type) && !contexte.porte.operations.some((o) => o.types.includes(type)))
    throw typeInconnu(type);
  const operation = trouver(contexte.porte.operations, adresse);
  const methode = demande.methode === 'HEAD' ? 'GET' : demande.methode;
  const permise = operation.methodes.find((m) => m === methode);
  if (permise === undefined) return mauvaiseMethode(operation, demande);
  const reponse = await operation.executer({
    acteur: contexte.acteur,
    portee: contexte.portee,
    interroger: contexte.interroger,
    maintenant: contexte.maintenant,
    methode: permise,
    type,
    id,
    params: demande.params.filter(([nom]) => nom !== '_format' && nom !== '_pretty'),
    corps: demande.corps === undefined ? undefined : corpsDe(demande.corps),
    entetes: demande.entetes(),
    base: contexte.porte.base,
  });
  await tracer(contexte, { action: `fhir.${adresse.nom}`, ...reponse.trace });
  return traduire(reponse);
}

function trouver(operations: readonly Operation[], { nom, type, id }: AdresseDOperation): Operation {
  const niveau = id !== undefined ? 'instance' : type !== undefined ? 'type' : 'systeme';
  const operation = operations.find(
    (o) => o.nom === `$${nom}` && o.niveau === niveau && (type === undefined || o.types.includes(type)),
  );
  if (operation !== undefined) return operation;
  throw refusFhir(
    404,
    'not-supported',
    `L’opération $${nom} n’existe pas à cette adresse. Celles qui sont servies sont dans /fhir/metadata.`,
  );
}

function corpsDe(corps: NonNullable<Demande['corps']>): unknown {
  if (corps.genre !== 'formulaire') return corps.valeur;
  return {
    resourceType: 'Parameters',
    parameter: corps.params.map(([name, valueString]) => ({ name, valueString })),
  };
}

function mauvaiseMethode({ nom, methodes }: Operation, { methode }: Demande): Reponse {
  const allow = methodes.join(', ');
  const texte = outcome([
    {
      severity: 'error',
      code: 'not-supported',
      texte: `${nom} ne se demande pas par ${methode}. Méthodes servies : ${allow}.`,
    },
  ]);
  return { statut: 405, texte, entetes: { allow } };
}

function traduire({ statut, entetes = {}, corps }: ReponseOperation): Reponse {
  switch (corps?.genre) {
    case 'ressource':
      return { statut, entetes, texte: JSON.stringify(corps.ressource) };
    case 'texte':
      return { statut, entetes, texte: corps.texte };
    case 'json':
      return { statut, entetes, texte: corps.texte, sansXml: true };
    case 'flux':
      return { statut, entetes, flux: corps };
    default:
      return { statut, entetes };
  }
}
