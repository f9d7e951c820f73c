import { entreeTrouvee, PARAMETRE_CURSEUR, toutSurLaPersonne } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { estTenu } from '#fhir/types-tenus.ts';
import type { ContexteOperation, Operation, ReponseOperation } from '../../fhir-operations/operation.ts';
import { lireParametres } from '../../fhir-operations/parametres.ts';
import { LIMITES } from '../limites.ts';
import { bundle } from '../sortie/bundle.ts';
import { liensDePage } from '../sortie/liens.ts';
import { exigerDroit } from '../contexte.ts';
import { absente } from './lire.ts';

/** `Patient/x/$everything`: the person, all that is about it, and who it names, within the reader's reach, in pages. */
export const operationEverything: Operation = {
  nom: '$everything',
  niveau: 'instance',
  types: ['Patient'],
  methodes: ['GET', 'POST'],
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
  executer: rassembler,
};

async function rassembler(contexte: ContexteOperation): Promise<ReponseOperation> {
  const { id = '', interroger, portee, base } = contexte;
  exigerDroit(contexte.acteur, 'r', 'Patient');
  const lus = lireParametres(contexte, {
    _type: 'liste',
    _since: 'instant',
    _count: 'entier',
    [PARAMETRE_CURSEUR]: 'texte',
  });
  const inconnu = lus._type?.find((type) => !estTenu(type));
  if (inconnu !== undefined)
    throw refusFhir(400, 'not-supported', `Le type « ${inconnu} » n’est pas tenu par ce serveur.`);
  const page = await toutSurLaPersonne(
    interroger,
    id,
    {
      limite: Math.max(1, Math.min(lus._count ?? LIMITES.page, LIMITES.page)),
      avecCites: true,
      ...(lus._type === undefined ? {} : { types: lus._type }),
      ...(lus._since === undefined ? {} : { depuis: lus._since }),
      ...(lus[PARAMETRE_CURSEUR] === undefined ? {} : { curseur: lus[PARAMETRE_CURSEUR] }),
    },
    portee,
  );
  // The first page of everything begins with the person: nothing on it means nobody, or nobody of theirs.
  if (
    page.trouves.length === 0 &&
    lus._type === undefined &&
    lus._since === undefined &&
    lus[PARAMETRE_CURSEUR] === undefined
  )
    throw absente();
  const liens = liensDePage(`${base}/Patient/${id}/$everything`, contexte.params, {
    curseur: PARAMETRE_CURSEUR,
    place: page.suite,
  });
  const entrees = [
    ...page.trouves.map((l) => entreeTrouvee(base, l, 'match')),
    ...page.inclus.map((l) => entreeTrouvee(base, l, 'include')),
  ];
  return {
    statut: 200,
    corps: { genre: 'texte', texte: bundle({ type: 'searchset', liens }, entrees) },
    trace: { genre: 'lecture', objet: `Patient/${id}`, patient: id, nombre: entrees.length },
  };
}
