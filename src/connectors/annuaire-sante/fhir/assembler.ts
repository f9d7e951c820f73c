import type { PractitionerQualification } from '@medplum/fhirtypes';
import { anomalie } from '../lecture/lignes.ts';
import type {
  Anomalie,
  BoiteMssante,
  DiplomeExtrait,
  EtablissementFiness,
  GeolocalisationFiness,
  MembreLocal,
  PersonneActivite,
  SavoirFaireExtrait,
} from '../types.ts';
import { boiteTelecom } from './elements.ts';
import {
  idPersonne,
  idSituation,
  membreVersFhir,
  personneVersFhir,
  qualificationDiplome,
  qualificationProfession,
  qualificationSavoirFaire,
  situationVersFhir,
} from './personnes.ts';
import type { PraticienIdentifie, SituationIdentifiee } from './personnes.ts';
import {
  etablissementVersFhir,
  idStructure,
  idStructureDeBoite,
  structureDeBoiteVersFhir,
  structureVersFhir,
} from './structures.ts';
import type { OrganisationIdentifiee } from './structures.ts';

/** What was read from the files, in any order. Every list may be absent. */
export interface SourcesAnnuaire {
  readonly activites?: readonly PersonneActivite[];
  readonly savoirFaire?: readonly SavoirFaireExtrait[];
  readonly diplomes?: readonly DiplomeExtrait[];
  readonly boites?: readonly BoiteMssante[];
  readonly etablissements?: readonly EtablissementFiness[];
  readonly geolocalisations?: readonly GeolocalisationFiness[];
  readonly membres?: readonly MembreLocal[];
}

export interface RessourcesAnnuaire {
  readonly practitioners: readonly PraticienIdentifie[];
  readonly practitionerRoles: readonly SituationIdentifiee[];
  readonly organizations: readonly OrganisationIdentifiee[];
  /** Mailboxes of persons the other files do not know: reported, never dropped in silence. */
  readonly anomalies: readonly Anomalie[];
}

interface Carnet {
  readonly praticiens: Map<string, PraticienIdentifie>;
  readonly situations: Map<string, SituationIdentifiee>;
  readonly structures: Map<string, OrganisationIdentifiee>;
  readonly anomalies: Anomalie[];
}

function qualifier(praticien: PraticienIdentifie, qualification: PractitionerQualification | undefined): void {
  if (!qualification) return;
  const ecrite = JSON.stringify(qualification);
  const liste = (praticien.qualification ??= []);
  if (!liste.some((dejaLa) => JSON.stringify(dejaLa) === ecrite)) liste.push(qualification);
}

function ajouterActivite(carnet: Carnet, activite: PersonneActivite): void {
  const id = idPersonne(activite.personne);
  const praticien = carnet.praticiens.get(id) ?? personneVersFhir(activite.personne);
  carnet.praticiens.set(id, praticien);
  // The profile allows one exercised profession: the first read stays here, every one is on its situation.
  const professionConnue = (praticien.qualification ?? []).length > 0;
  if (activite.profession && !professionConnue)
    qualifier(praticien, qualificationProfession(activite.profession, activite.categorie));
  if (activite.savoirFaire)
    qualifier(praticien, qualificationSavoirFaire(activite.savoirFaire, activite.typeSavoirFaire));
  const situation = idSituation(activite);
  if (!carnet.situations.has(situation)) carnet.situations.set(situation, situationVersFhir(activite));
  if (!activite.structure) return;
  const lieu = idStructure(activite.structure);
  if (!carnet.structures.has(lieu)) carnet.structures.set(lieu, structureVersFhir(activite.structure));
}

// FINESS names and places a site better; the directory knows its sector and phones: each keeps its part.
function fusionner(finess: OrganisationIdentifiee, annuaire: OrganisationIdentifiee): OrganisationIdentifiee {
  const unis = <T>(premiers: readonly T[] = [], seconds: readonly T[] = []): T[] => {
    const vus = new Set(premiers.map((element) => JSON.stringify(element)));
    return [...premiers, ...seconds.filter((element) => !vus.has(JSON.stringify(element)))];
  };
  const cle = (system?: string, value?: string): string => `${system ?? ''}|${value ?? ''}`;
  const autresNoms = [annuaire.name ?? '', ...(annuaire.alias ?? []), ...(finess.alias ?? [])];
  const alias = [...new Set(autresNoms)].filter((nom) => nom !== '' && nom !== finess.name);
  const connus = new Set((finess.identifier ?? []).map((i) => cle(i.system, i.value)));
  const numeros = new Set((finess.telecom ?? []).map((t) => cle(t.system, t.value)));
  return {
    ...annuaire,
    ...finess,
    ...(alias.length > 0 ? { alias } : {}),
    identifier: [
      ...(finess.identifier ?? []),
      ...(annuaire.identifier ?? []).filter((i) => !connus.has(cle(i.system, i.value))),
    ],
    type: unis(finess.type, annuaire.type),
    telecom: [
      ...(finess.telecom ?? []),
      ...(annuaire.telecom ?? []).filter((t) => !numeros.has(cle(t.system, t.value))),
    ],
  };
}

function ajouterEtablissements(carnet: Carnet, sources: SourcesAnnuaire): void {
  const positions = new Map((sources.geolocalisations ?? []).map((geo) => [geo.finess, geo]));
  for (const etablissement of sources.etablissements ?? []) {
    const organisation = etablissementVersFhir(etablissement, positions.get(etablissement.finess));
    const dejaLa = carnet.structures.get(organisation.id);
    carnet.structures.set(organisation.id, dejaLa ? fusionner(organisation, dejaLa) : organisation);
  }
}

type Situations = ReadonlyMap<string, SituationIdentifiee>;

function porteur(
  carnet: Carnet,
  situations: Situations,
  boite: BoiteMssante,
): PraticienIdentifie | SituationIdentifiee | undefined {
  const idnps = boite.idnps ?? `8${boite.identifiantPersonne ?? ''}`;
  const identifiant = boite.identifiantPersonne ?? idnps.slice(1);
  const personne = idPersonne({ typeIdentifiant: idnps.slice(0, 1), identifiant, idnps });
  const praticien = carnet.praticiens.get(personne);
  if (!boite.identifiantStructure) return praticien;
  // A personal box attached to a structure belongs to the situation of that person in that structure.
  return situations.get(`Practitioner/${personne} Organization/${idStructureDeBoite(boite)}`) ?? praticien;
}

function structurePorteuse(carnet: Carnet, boite: BoiteMssante): OrganisationIdentifiee {
  const id = idStructureDeBoite(boite);
  const structure = carnet.structures.get(id) ?? structureDeBoiteVersFhir(boite);
  carnet.structures.set(id, structure);
  return structure;
}

function ajouterBoite(carnet: Carnet, situations: Situations, boite: BoiteMssante): void {
  const personnelle = boite.type === 'PER' || boite.type === 'CAB';
  const cible = personnelle ? porteur(carnet, situations, boite) : structurePorteuse(carnet, boite);
  if (!cible) {
    const motif = `La boîte « ${boite.adresse} » appartient au professionnel ${boite.identifiantPersonne}, absent des autres fichiers : elle n’est pas rattachée.`;
    carnet.anomalies.push(
      anomalie(boite.origine?.fichier ?? 'Extraction_Correspondance_MSSante', boite.origine?.ligne ?? 1, motif),
    );
    return;
  }
  const liste = (cible.telecom ??= []);
  if (!liste.some((point) => point.value === boite.adresse)) liste.push(boiteTelecom(boite));
}

function enOrdre<T extends { readonly id: string }>(carte: ReadonlyMap<string, T>): T[] {
  return [...carte.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Gathers what was read into FHIR resources: one Practitioner per person, one PractitionerRole per person × structure
 * × profession × mode, one Organization per structure. Pure and idempotent: same sources, same resources, sorted by id.
 */
export function versFhir(sources: SourcesAnnuaire): RessourcesAnnuaire {
  const carnet: Carnet = { praticiens: new Map(), situations: new Map(), structures: new Map(), anomalies: [] };
  for (const activite of sources.activites ?? []) ajouterActivite(carnet, activite);
  ajouterEtablissements(carnet, sources);
  for (const extrait of sources.savoirFaire ?? []) {
    const praticien = carnet.praticiens.get(idPersonne(extrait.personne));
    if (praticien) qualifier(praticien, qualificationSavoirFaire(extrait.savoirFaire, extrait.typeSavoirFaire));
  }
  for (const diplome of sources.diplomes ?? []) {
    const praticien = carnet.praticiens.get(idPersonne(diplome.personne));
    if (praticien) qualifier(praticien, qualificationDiplome(diplome));
  }
  for (const membre of sources.membres ?? []) {
    const { praticien, situation } = membreVersFhir(membre);
    carnet.praticiens.set(praticien.id, praticien);
    carnet.situations.set(situation.id, situation);
  }
  const situations = new Map(
    [...carnet.situations.values()].map((s) => [`${s.practitioner?.reference} ${s.organization?.reference}`, s]),
  );
  for (const boite of sources.boites ?? []) ajouterBoite(carnet, situations, boite);
  return {
    practitioners: enOrdre(carnet.praticiens),
    practitionerRoles: enOrdre(carnet.situations),
    organizations: enOrdre(carnet.structures),
    anomalies: carnet.anomalies,
  };
}
