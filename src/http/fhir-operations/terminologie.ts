import type { Parameters, ParametersParameter, ValueSet, ValueSetExpansion } from '@medplum/fhirtypes';
import { refusFhir } from '#fhir/refus.ts';
import {
  filtrer,
  type CodeDeListe,
  type CodeDeSysteme,
  type SystemeIndexe,
  type Terminologie,
} from '#fhir/terminologie/index.ts';
import type { ContexteOperation, Operation, ReponseOperation } from './operation.ts';
import { lireParametres, type Coding } from './parametres.ts';

const CODES_PAR_REPONSE = 1_000;
const DEFINITIONS = 'http://hl7.org/fhir/OperationDefinition';

/** `$expand`, `$lookup` and `$validate-code`, on the value sets and code systems at hand. Nothing of a territory is read. */
export function operationsDeTerminologie(terminologie: Terminologie): readonly Operation[] {
  const faire =
    (repondre: (terminologie: Terminologie, contexte: ContexteOperation) => ReponseOperation): Operation['executer'] =>
    async (contexte) =>
      repondre(terminologie, contexte);
  const pour = (type: 'ValueSet' | 'CodeSystem', nom: string, executer: Operation['executer']): Operation => ({
    nom: `$${nom}`,
    niveau: 'type',
    types: [type],
    methodes: ['GET', 'POST'],
    definition: `${DEFINITIONS}/${type}-${nom}`,
    executer,
  });
  const jeux = [
    pour('ValueSet', 'expand', faire(deployer)),
    pour('ValueSet', 'validate-code', faire(verifierDansUnJeu)),
  ];
  return [
    ...jeux,
    ...jeux.map((operation): Operation => ({ ...operation, niveau: 'instance' })),
    pour('CodeSystem', 'lookup', faire(definir)),
    pour('CodeSystem', 'validate-code', faire(verifierDansUnSysteme)),
  ];
}

/** The value set asked: by its canonical, or by the id of the address, which ends the canonical. */
function jeuDemande(
  terminologie: Terminologie,
  { id }: ContexteOperation,
  lus: { readonly url?: string; readonly valueSetVersion?: string },
): string {
  if (id === undefined || lus.url !== undefined) return canoniqueDe('url', lus.url, lus.valueSetVersion);
  const url = terminologie.canoniqueDe(id);
  if (url === undefined)
    throw refusFhir(
      404,
      'not-found',
      `Aucun jeu de valeurs n’est seul à porter l’identifiant « ${id} ». Donnez son « url ».`,
    );
  return canoniqueDe('url', url, lus.valueSetVersion);
}

function deployer(terminologie: Terminologie, contexte: ContexteOperation): ReponseOperation {
  const lus = lireParametres(contexte, {
    url: 'texte',
    valueSetVersion: 'texte',
    filter: 'texte',
    offset: 'entier',
    count: 'entier',
  });
  const canonique = jeuDemande(terminologie, contexte, lus);
  const [offset, count] = [lus.offset ?? 0, Math.min(lus.count ?? CODES_PAR_REPONSE, CODES_PAR_REPONSE)];
  const tous = terminologie.deployer(canonique);
  const retenus = lus.filter === undefined ? tous : filtrer(tous, lus.filter);
  if (lus.count === undefined && retenus.length - offset > CODES_PAR_REPONSE)
    throw refusFhir(
      422,
      'too-costly',
      `Ce jeu de valeurs compte ${retenus.length} codes : demandez-les par pages de ${CODES_PAR_REPONSE} au plus (count, offset), ou avec « filter ».`,
    );
  const page = retenus.slice(offset, offset + count);
  const filtre = lus.filter === undefined ? [] : [{ name: 'filter', valueString: lus.filter }];
  const expansion: ValueSetExpansion = {
    timestamp: contexte.maintenant.toISOString(),
    total: retenus.length,
    offset,
    parameter: [{ name: 'count', valueInteger: count }, ...filtre],
    // FHIR has no empty list.
    ...(page.length === 0 ? {} : { contains: page.map(contenu) }),
  };
  const url = canonique.split('|', 1)[0] ?? canonique;
  return reponse({ resourceType: 'ValueSet', url, status: 'active', expansion }, retenus.length);
}

const contenu = ({ system, code, display }: CodeDeListe) =>
  display === undefined ? { system, code } : { system, code, display };

function definir(terminologie: Terminologie, contexte: ContexteOperation): ReponseOperation {
  const lus = lireParametres(contexte, { system: 'texte', version: 'texte', code: 'texte', coding: 'coding' });
  const { system, version, code } = lus.coding ?? lus;
  if (code === undefined) throw refusFhir(400, 'required', 'Donnez « system » et « code », ou « coding ».');
  const canonique = canoniqueDe('system', system, version);
  const systeme = terminologie.systeme(canonique);
  const trouve = systeme.codes.get(code);
  if (trouve === undefined)
    throw refusFhir(
      404,
      systeme.complet ? 'code-invalid' : 'not-found',
      systeme.complet
        ? `Le code « ${code} » n’existe pas dans ${systeme.url}.`
        : `Le code « ${code} » n’est pas dans la part tenue ici de ${systeme.url}.`,
    );
  return reponse(definitionDe(systeme, trouve), 1);
}

function definitionDe({ url, version }: SystemeIndexe, code: CodeDeSysteme): Parameters {
  const proprietes = [...code.parents.map((parent) => ({ code: 'parent', valeur: parent })), ...code.proprietes];
  return parameters([
    { name: 'name', valueString: url },
    ...(version === undefined ? [] : [{ name: 'version', valueString: version }]),
    { name: 'display', valueString: code.display ?? code.code },
    ...proprietes.map(({ code: nom, valeur }) => ({
      name: 'property',
      part: [
        { name: 'code', valueCode: nom },
        { name: 'value', valueString: valeur },
      ],
    })),
  ]);
}

function verifierDansUnJeu(terminologie: Terminologie, contexte: ContexteOperation): ReponseOperation {
  const lus = lireParametres(contexte, {
    url: 'texte',
    valueSetVersion: 'texte',
    system: 'texte',
    code: 'texte',
    display: 'texte',
    coding: 'coding',
    codeableConcept: 'concept',
  });
  const canonique = jeuDemande(terminologie, contexte, lus);
  const codings = lus.codeableConcept?.coding ?? [lus.coding ?? lus];
  if (codings.every(({ code }) => code === undefined))
    throw refusFhir(400, 'required', 'Donnez « code » (et « system »), « coding » ou « codeableConcept ».');
  const codes = terminologie.deployer(canonique);
  const trouve = codings
    .map((c) => ({ voulu: c, code: codes.find((t) => t.code === c.code && (c.system ?? t.system) === t.system) }))
    .find(({ code }) => code !== undefined);
  return verdict(trouve?.voulu ?? codings[0], trouve?.code, canonique);
}

function verifierDansUnSysteme(terminologie: Terminologie, contexte: ContexteOperation): ReponseOperation {
  const lus = lireParametres(contexte, {
    url: 'texte',
    version: 'texte',
    code: 'texte',
    display: 'texte',
    coding: 'coding',
  });
  const voulu: Coding = lus.coding ?? { ...lus, system: lus.url };
  if (voulu.code === undefined) throw refusFhir(400, 'required', 'Donnez « url » et « code », ou « coding ».');
  const canonique = canoniqueDe('url', voulu.system ?? lus.url, voulu.version);
  const systeme = terminologie.systeme(canonique);
  const trouve = systeme.codes.get(voulu.code);
  if (trouve === undefined && !systeme.complet)
    throw refusFhir(422, 'too-costly', `${systeme.url} n’est tenu ici qu’en partie : ce code ne peut pas être jugé.`);
  return verdict(voulu, trouve, canonique);
}

function verdict(
  voulu: Coding | undefined,
  trouve: { readonly display: string | undefined } | undefined,
  ou: string,
): ReponseOperation {
  const libelle = trouve?.display;
  const autreLibelle = libelle !== undefined && voulu?.display !== undefined && voulu.display !== libelle;
  const message =
    trouve === undefined
      ? `Le code « ${voulu?.code ?? ''} » n’est pas dans ${ou}.`
      : autreLibelle
        ? `Le libellé « ${voulu.display} » n’est pas celui de ce code : « ${libelle} ».`
        : undefined;
  return reponse(
    parameters([
      { name: 'result', valueBoolean: message === undefined },
      ...(message === undefined ? [] : [{ name: 'message', valueString: message }]),
      ...(libelle === undefined ? [] : [{ name: 'display', valueString: libelle }]),
    ]),
    1,
  );
}

function canoniqueDe(nom: string, url: string | undefined, version: string | undefined): string {
  if (url === undefined) throw refusFhir(400, 'required', `Le paramètre « ${nom} » manque.`);
  return version === undefined || url.includes('|') ? url : `${url}|${version}`;
}

const parameters = (parameter: ParametersParameter[]): Parameters => ({ resourceType: 'Parameters', parameter });

function reponse(ressource: ValueSet | Parameters, nombre: number): ReponseOperation {
  return {
    statut: 200,
    corps: { genre: 'ressource', ressource },
    trace: { genre: 'recherche', objet: null, patient: null, nombre },
  };
}
