import type { Acteur } from '#acces/acteur.ts';
import { droitFhir } from '#acces/clients/droit-fhir.ts';
import { compartimentPatient } from '#fhir/definitions/index.ts';
import type { Perimetre } from '#fhir/export/travaux.ts';
import { refusFhir } from '#fhir/refus.ts';
import { estTenu, TYPES_TENUS } from '#fhir/types-tenus.ts';
import type { ContexteOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { lireFiltres } from './filtres.ts';

/** Formats of the bulk files; all three mean the same. Source: Bulk Data Access 2.0, « Query Parameters ». */
const FORMATS = ['application/fhir+ndjson', 'application/ndjson', 'ndjson'];

export interface DemandeDExport {
  readonly types: readonly string[];
  readonly depuis: Date | undefined;
  readonly elements: readonly string[];
  readonly filtres: readonly string[];
}

/**
 * Reads a kick-off. Only registered software exports, and only what it may read and search. Throws `RefusFhir`: 400 for what the request
 * says wrongly, 403 for what the software may not take.
 */
export function lireDemande(contexte: ContexteOperation, perimetre: Perimetre): DemandeDExport {
  exigerLogiciel(contexte.acteur);
  const preferences = (contexte.entetes.get('prefer') ?? '').split(/[,;]/).map((mot) => mot.trim());
  if (!preferences.includes('respond-async'))
    throw refusFhir(400, 'invalid', 'Un export se demande avec l’en-tête « Prefer: respond-async ».');
  const lus = lireParametres(contexte, {
    _type: 'liste',
    _since: 'instant',
    _elements: 'liste',
    _typeFilter: 'requetes',
    _outputFormat: 'texte',
  });
  if (lus._outputFormat !== undefined && !FORMATS.includes(lus._outputFormat))
    throw refusFhir(
      400,
      'not-supported',
      `Le format « ${lus._outputFormat} » n’est pas servi : demandez ${FORMATS[0]}.`,
    );
  const elements = lus._elements ?? [];
  const illisible = elements.find((nom) => !/^(?:[A-Z][A-Za-z]+\.)?[a-z][A-Za-z]*$/.test(nom));
  if (illisible !== undefined)
    throw refusFhir(400, 'value', `« ${illisible} » n’est pas un élément : écrivez name ou Patient.name.`, '_elements');
  const types = typesExportes(contexte.acteur, perimetre, lus._type);
  const filtres = lus._typeFilter ?? [];
  lireFiltres(filtres, types, contexte.base);
  return { types, depuis: lus._since, elements, filtres };
}

export function exigerLogiciel(acteur: Acteur): void {
  if (acteur.genre === 'client') return;
  throw refusFhir(
    403,
    'forbidden',
    'L’export est réservé aux logiciels raccordés en leur nom (system/*.rs). Une personne lit ses dossiers à l’écran ou par recherche.',
  );
}

/** The software may read and search this type now. Asked again at each download. */
export function peutExporter(acteur: Acteur, type: string): boolean {
  return droitFhir(acteur, 'r', type).permis && droitFhir(acteur, 's', type).permis;
}

function typesExportes(
  acteur: Acteur,
  { niveau }: Perimetre,
  demandes: readonly string[] | undefined,
): readonly string[] {
  const possibles = niveau === 'systeme' ? Object.keys(TYPES_TENUS) : typesDePersonne();
  if (demandes === undefined) {
    const permis = possibles.filter((type) => peutExporter(acteur, type));
    if (permis.length > 0) return permis;
    throw refusFhir(403, 'forbidden', 'Ce logiciel n’a la permission de lire et chercher aucun type (system/Type.rs).');
  }
  const types = [...new Set(demandes)];
  const inconnu = types.find((type) => !estTenu(type));
  if (inconnu !== undefined)
    throw refusFhir(400, 'not-supported', `Le type « ${inconnu} » n’est pas tenu par ce serveur.`, '_type');
  const horsDesPersonnes = types.find((type) => !possibles.includes(type));
  if (horsDesPersonnes !== undefined)
    throw refusFhir(400, 'not-supported', `Le type ${horsDesPersonnes} ne se range pas sous une personne.`, '_type');
  const interdit = types.find((type) => !peutExporter(acteur, type));
  if (interdit !== undefined)
    throw refusFhir(
      403,
      'forbidden',
      `Ce logiciel n’a pas la permission d’exporter le type ${interdit} (system/${interdit}.rs).`,
      '_type',
    );
  return types;
}

/** Held types of the Patient compartment of R4, Patient first. */
function typesDePersonne(): readonly string[] {
  const compartiment = compartimentPatient();
  return Object.keys(TYPES_TENUS).filter((type) => type === 'Patient' || compartiment.has(type));
}
