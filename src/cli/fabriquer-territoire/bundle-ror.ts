import type {
  CodeableConcept,
  Extension,
  HealthcareService,
  Location,
  Organization,
  Resource,
} from '@medplum/fhirtypes';
import { depuisLambert93, nos } from '#connectors/annuaire-sante/index.ts';
import { libelleDe, ror } from '#connectors/ror/index.ts';
import type { TableNationale } from '#connectors/ror/index.ts';
import offres from './donnees/offres.json' with { type: 'json' };
import type { Structure, Territoire } from './modele.ts';
import { communeDe } from './structures.ts';

/** Day the files were made; every age below counts from it, and `ramenerAuJour` moves them to today. */
export const REFERENCE = '2026-11-02T08:00:00+01:00';
const JOUR_MS = 86_400_000;

interface OffreSource {
  readonly structure: string;
  readonly nom: string;
  readonly type: string;
  readonly champ: string;
  readonly mode: string;
  readonly publics: readonly string[];
  readonly ageMin: number;
  readonly ageMax: number;
  /** COG codes, or « territoire » for the whole département. */
  readonly zones: string | readonly string[];
  readonly capacite: {
    readonly nature: string;
    readonly installees: number;
    readonly disponibles: number;
    readonly ilYaJours: number;
  } | null;
  readonly activites?: readonly string[];
  readonly modalites: readonly string[];
  readonly horaires: string;
  readonly sensible?: boolean;
  readonly fermeture?: { readonly dans: number; readonly jusqua: number };
  readonly commentaire?: string;
}

function ilYa(jours: number): string {
  return new Date(Date.parse(REFERENCE) - jours * JOUR_MS).toISOString();
}

function concept(
  table:
    | TableNationale
    | 'TRE_R13-CommuneOM'
    | 'TRE_R343-FonctionLieu'
    | 'TRE_R354-TypeIdentifiantRessourceOperationnelle',
  code: string,
  libelle?: string,
): CodeableConcept {
  const display =
    libelle ??
    (table.includes('R13-') || table.includes('R343') || table.includes('R354')
      ? undefined
      : libelleDe(table as TableNationale, code));
  return { coding: [{ system: nos(table), code, ...(display ? { display } : {}) }] };
}

const bareme = (url: string, valueCodeableConcept: CodeableConcept): Extension => ({ url, valueCodeableConcept });

function telecom(canal: CodeableConcept, adresse: string, niveau: string): Extension {
  return {
    url: ror('ror-healthcareservice-contact-telecom'),
    extension: [
      bareme(ror('ror-telecom-communication-channel'), canal),
      { url: 'telecomAddress', valueString: adresse },
      bareme(ror('ror-telecom-confidentiality-level'), concept('TRE_R283-NiveauConfidentialite', niveau)),
    ],
  };
}

function contacts(structure: Structure): Extension[] {
  const fixe = concept('TRE_R200-CanalCommunication', '2');
  const direct = `0639987${structure.telephone.slice(-3)}`;
  const standard: Extension = {
    url: ror('ror-healthcareservice-contact'),
    extension: [
      bareme('purposeContact', concept('TRE_R287-NatureContact', '06')),
      bareme(ror('ror-confidentiality-level'), concept('TRE_R283-NiveauConfidentialite', '1')),
      telecom(fixe, structure.telephone, '1'),
    ],
  };
  // The direct line is restricted: it must not be shown to everybody.
  const responsable: Extension = {
    url: ror('ror-healthcareservice-contact'),
    extension: [
      { url: 'name', valueString: 'Responsable, ligne directe' },
      bareme('purposeContact', concept('TRE_R287-NatureContact', '03')),
      bareme(ror('ror-confidentiality-level'), concept('TRE_R283-NiveauConfidentialite', '2')),
      telecom(concept('TRE_R200-CanalCommunication', '1'), direct, '2'),
    ],
  };
  return [standard, responsable];
}

function zones(source: OffreSource): Extension[] {
  const division = (type: string, code: CodeableConcept): Extension => ({
    url: ror('ror-territorial-division'),
    extension: [
      bareme('typeTerritorialDivision', concept('TRE_R201-TypeDivisionTerritoriale', type)),
      bareme('codeTerritorialDivision', code),
    ],
  });
  if (typeof source.zones === 'string') {
    const departement = { coding: [{ system: nos('TRE_G09-DepartementOM'), code: '00', display: 'Orsène (fictif)' }] };
    return [division('2', departement)];
  }
  return source.zones.map((cog) => division('3', concept('TRE_R13-CommuneOM', cog, communeDe(cog).nom)));
}

const PLAGES: Readonly<Record<string, { jours: number; debut?: string; fin?: string }>> = {
  semaine: { jours: 5, debut: '09:00:00', fin: '17:00:00' },
  '7j': { jours: 7, debut: '08:00:00', fin: '19:00:00' },
  '24h': { jours: 7 },
};

function horaires(cle: string): NonNullable<HealthcareService['availableTime']> {
  const plage = PLAGES[cle] ?? { jours: 5 };
  return Array.from({ length: plage.jours }, (_, rang) => ({
    extension: [
      bareme(ror('ror-available-time-type-of-time'), concept('TRE_R252-TypeHoraire', '02')),
      { url: ror('ror-available-time-number-days-of-week'), valueInteger: rang + 1 },
    ],
    ...(plage.debut && plage.fin ? { availableStartTime: plage.debut, availableEndTime: plage.fin } : { allDay: true }),
  }));
}

function capacite(source: NonNullable<OffreSource['capacite']>): Extension[] {
  return [['01', source.installees] as const, ['02', source.disponibles] as const].map(([statut, nombre]) => ({
    url: ror('ror-location-supported-capacity'),
    extension: [
      { url: 'nbCapacity', valueInteger: nombre },
      { url: 'capacityUpdateDate', valueDateTime: ilYa(source.ilYaJours) },
      bareme('capacityStatus', concept('TRE_R330-TypeStatutCapacite', statut)),
      bareme('capacityType', concept('TRE_R329-NatureCapacite', source.nature)),
      bareme('temporalityCapacity', concept('TRE_R331-TemporaliteCapacite', '01')),
      bareme('capacitySourceType', concept('TRE_R335-TypeSourceCapacite', '01')),
      bareme('temporaryAssignement', concept('TRE_R337-AffectationTemporaire', '01')),
    ],
  }));
}

function lieu(source: OffreSource, structure: Structure, numero: string): Location {
  const point = depuisLambert93(structure);
  const { commune } = structure.adresse;
  const arrondi = (degres: number): number => Math.round(degres * 1e5) / 1e5;
  return {
    resourceType: 'Location',
    id: `ror-lieu-${numero}`,
    meta: { lastUpdated: ilYa(source.capacite?.ilYaJours ?? 95) },
    extension: [
      bareme(ror('ror-commune-cog'), concept('TRE_R13-CommuneOM', commune.cog, commune.nom)),
      ...(source.capacite ? capacite(source.capacite) : []),
      { url: ror('ror-meta-creation-date'), valueDateTime: '2024-01-08T09:00:00+01:00' },
    ],
    identifier: [{ type: concept('TRE_R354-TypeIdentifiantRessourceOperationnelle', '25'), value: `00/${numero}` }],
    status: 'active',
    name: source.nom,
    type: [concept('TRE_R343-FonctionLieu', source.mode === '46' || source.mode === '28' ? '001' : '002')],
    address: {
      line: [`${structure.adresse.numero} ${structure.adresse.lisible}`],
      city: commune.nom,
      postalCode: commune.codePostal,
    },
    ...(point ? { position: { latitude: arrondi(point.latitude), longitude: arrondi(point.longitude) } } : {}),
  };
}

function extensionsOffre(source: OffreSource, structure: Structure): Extension[] {
  const publics = source.publics.map((code) =>
    bareme('supportedPatientInfo', concept('TRE_R239-PublicPrisEnCharge', code)),
  );
  const ages: Extension = {
    url: 'ageRange',
    valueRange: { low: { value: source.ageMin }, high: { value: source.ageMax } },
  };
  return [
    { url: ror('ror-meta-creation-date'), valueDateTime: '2024-01-08T09:00:00+01:00' },
    { url: ror('ror-healthcareservice-sensitive-unit'), valueBoolean: source.sensible ?? false },
    { url: ror('ror-healthcareservice-patient-type'), extension: [ages, ...publics] },
    ...zones(source),
    ...contacts(structure),
  ];
}

function boitesOffre(structure: Structure): Pick<HealthcareService, 'telecom'> {
  const adresse = structure.boites[0]?.adresse;
  if (!adresse) return {};
  const extension = [
    bareme(ror('ror-telecom-communication-channel'), concept('TRE_R256-TypeMessagerie', 'MSSANTE')),
    bareme(ror('ror-telecom-confidentiality-level'), concept('TRE_R283-NiveauConfidentialite', '1')),
  ];
  return { telecom: [{ extension, system: 'email', value: adresse }] };
}

function fermeture({ fermeture: prevue }: OffreSource): Pick<HealthcareService, 'notAvailable'> {
  if (!prevue) return {};
  const during = { start: ilYa(-prevue.dans).slice(0, 10), end: ilYa(-prevue.jusqua).slice(0, 10) };
  const description = 'Période de fermeture et de réouverture prévisionnelle';
  return { notAvailable: [{ id: 'closingReopeningDate', description, during }] };
}

function offre(source: OffreSource, structure: Structure, rang: number): HealthcareService {
  const numero = String(rang + 1).padStart(3, '0');
  return {
    resourceType: 'HealthcareService',
    id: `ror-offre-${numero}`,
    // A third of the offers was not touched for more than six months: they must look old.
    meta: { profile: [ror('ror-healthcareservice')], lastUpdated: ilYa(rang % 3 === 2 ? 190 + rang : 3 + (rang % 40)) },
    extension: extensionsOffre(source, structure),
    identifier: [{ value: `00-${numero}` }],
    active: true,
    providedBy: { reference: `Organization/ror-org-${structure.cle.replace(/_/g, '-')}`, display: structure.nom },
    ...(source.type ? { category: [concept('TRE_R244-CategorieOrganisation', source.type)] } : {}),
    type: [concept('TRE_R227-ChampActivite', source.champ)],
    ...(source.activites
      ? { specialty: source.activites.map((code) => concept('TRE_R211-ActiviteOperationnelle', code)) }
      : {}),
    location: [{ reference: `Location/ror-lieu-${numero}` }],
    name: source.nom,
    ...(source.commentaire ? { comment: source.commentaire } : {}),
    ...boitesOffre(structure),
    characteristic: [
      concept('TRE_R213-ModePriseEnCharge', source.mode),
      ...source.modalites.map((code) => concept('TRE_R338-ModaliteAccueil', code)),
    ],
    availableTime: horaires(source.horaires),
    ...fermeture(source),
  };
}

function organisation(structure: Structure): Organization {
  return {
    resourceType: 'Organization',
    id: `ror-org-${structure.cle.replace(/_/g, '-')}`,
    meta: { lastUpdated: ilYa(30) },
    identifier: structure.finess
      ? [{ system: 'https://finess.esante.gouv.fr', value: structure.finess }]
      : [{ system: 'https://sirene.fr', value: structure.siret }],
    active: true,
    name: structure.nom,
  };
}

/** ROR file of the territory: about sixty offers, some without published capacity, some stale, one closed for a while. */
export function bundleRor(territoire: Territoire): { nombre: number; texte: string } {
  const parCle = new Map(territoire.structures.map((s) => [s.cle, s]));
  const ressources: Resource[] = [];
  const organisations = new Map<string, Organization>();
  (offres as readonly OffreSource[]).forEach((source, rang) => {
    const structure = parCle.get(source.structure);
    if (!structure) throw new Error(`La structure ${source.structure} d’une offre n’existe pas.`);
    organisations.set(structure.cle, organisation(structure));
    const service = offre(source, structure, rang);
    ressources.push(lieu(source, structure, service.id?.slice(-3) ?? ''), service);
  });
  const entry = [...organisations.values(), ...ressources].map((resource) => ({ resource }));
  const bundle = { resourceType: 'Bundle', type: 'collection', timestamp: REFERENCE, entry };
  return { nombre: offres.length, texte: `${JSON.stringify(bundle)}\n` };
}

const DATE = /"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}\.\d{3}Z)?"/g;

/**
 * The same file seen from another day: every date of the offers moves by the same number of days, so that what was three
 * days old stays three days old. Creation dates, which carry an offset, do not move.
 */
export function ramenerAuJour(texteBundle: string, aujourdhui: Date): string {
  const jours = Math.round((aujourdhui.getTime() - Date.parse(REFERENCE)) / JOUR_MS);
  return texteBundle.replace(DATE, (_, jour: string, heure = '') => {
    const deplace = new Date(Date.parse(`${jour}T00:00:00Z`) + jours * JOUR_MS).toISOString().slice(0, 10);
    return `"${deplace}${heure}"`;
  });
}
