import type {
  CodeableConcept,
  HumanName,
  Identifier,
  Organization,
  Practitioner,
  PractitionerQualification,
  PractitionerRole,
  Reference,
} from '@medplum/fhirtypes';
import {
  frCore,
  nos,
  systemeProfession,
  systemeRole,
  systemeSavoirFaire,
  SYSTEMES,
  TABLES_MEMBRE,
} from '../nomenclatures.ts';
import type {
  CodeLibelle,
  DiplomeExtrait,
  MembreLocal,
  PersonneActivite,
  PersonneExtraite,
  StructureExtraite,
} from '../types.ts';
import { codage, concept, identifiant, idFhir, meta, mssante } from './elements.ts';
import { idStructure } from './structures.ts';

export type PraticienIdentifie = Practitioner & { readonly id: string };
export type SituationIdentifiee = PractitionerRole & { readonly id: string };

/** Resource id of a person: the RPPS when there is one, otherwise the national identification. */
export function idPersonne(personne: Pick<PersonneExtraite, 'typeIdentifiant' | 'identifiant' | 'idnps'>): string {
  return personne.typeIdentifiant === '8' ? idFhir('rpps', personne.identifiant) : idFhir('idnps', personne.idnps);
}

function nom(personne: { nom: string; prenom: string; civilite?: string; civiliteExercice?: string }): HumanName {
  return {
    use: 'usual',
    family: personne.nom,
    ...(personne.prenom ? { given: [personne.prenom] } : {}),
    ...(personne.civilite ? { prefix: [personne.civilite] } : {}),
    ...(personne.civiliteExercice ? { suffix: [personne.civiliteExercice] } : {}),
  };
}

/** Practitioner without any qualification yet. */
export function personneVersFhir(personne: PersonneExtraite): PraticienIdentifie {
  const rpps = personne.typeIdentifiant === '8';
  const identifiants: Identifier[] = [identifiant('IDNPS', SYSTEMES.idnps, personne.idnps)];
  if (rpps) identifiants.push(identifiant('RPPS', SYSTEMES.rpps, personne.identifiant));
  return {
    resourceType: 'Practitioner',
    id: idPersonne(personne),
    meta: meta('fr-core-practitioner', 'RPPS'),
    identifier: identifiants,
    active: true,
    name: [nom(personne)],
  };
}

/** The exercised profession: one concept with two codings, the profession and the professional category. */
export function qualificationProfession(profession: CodeLibelle, categorie?: CodeLibelle): PractitionerQualification {
  const code = concept(systemeProfession(profession.code), profession);
  if (categorie && code.coding) code.coding.push(codage(nos('TRE_R09-CategorieProfessionnelle'), categorie));
  return { code };
}

export function qualificationSavoirFaire(savoirFaire: CodeLibelle, type?: CodeLibelle): PractitionerQualification {
  const code = concept(systemeSavoirFaire(type), savoirFaire);
  if (type && code.coding) code.coding.push(codage(nos('TRE_R04-TypeSavoirFaire'), type));
  return { code };
}

/** Diploma coded by its type (TRE_R14); the table of the diploma itself depends on it and only DE is mapped. */
export function qualificationDiplome(diplome: DiplomeExtrait): PractitionerQualification | undefined {
  if (!diplome.diplome) return undefined;
  const table = diplome.typeDiplome?.code === 'DE' ? nos('TRE_R48-DiplomeEtatFrancais') : undefined;
  const code = concept(table, diplome.diplome);
  if (diplome.typeDiplome && code.coding) code.coding.push(codage(nos('TRE_R14-TypeDiplome'), diplome.typeDiplome));
  return { code };
}

function codesSituation(activite: PersonneActivite): CodeableConcept[] {
  const codes: CodeableConcept[] = [];
  if (activite.genreActivite) codes.push(concept(nos('TRE_R22-GenreActivite'), activite.genreActivite));
  if (activite.modeExercice) codes.push(concept(nos('TRE_R23-ModeExercice'), activite.modeExercice));
  if (activite.role) codes.push(concept(systemeRole(activite.role.code), activite.role));
  if (activite.sectionPharmacien) codes.push(concept(nos('TRE_R06-SectionTableauCNOP'), activite.sectionPharmacien));
  // Extra slice: the profile holds one profession per person; a second profession lives on its situation.
  if (activite.profession) codes.push(concept(systemeProfession(activite.profession.code), activite.profession));
  return codes;
}

/** Resource id of a situation: person × structure × profession × mode. The savoir-faire does not make a new one. */
export function idSituation(activite: PersonneActivite): string {
  const lieu = activite.structure ? idStructure(activite.structure) : 'sans-lieu';
  const parties = [activite.personne.identifiant, lieu, activite.profession?.code, activite.modeExercice?.code];
  return idFhir('sit', parties.filter(Boolean).join('-'));
}

function lieu(structure: StructureExtraite): Reference<Organization> {
  const display = structure.enseigne ?? structure.raisonSociale;
  return { reference: `Organization/${idStructure(structure)}`, ...(display ? { display } : {}) };
}

/**
 * PractitionerRole of a line. The extraction has no « identifiant de situation d’exercice », which the profile
 * requires: ours is marked `temp` and will be replaced by the one of the national API.
 */
export function situationVersFhir(activite: PersonneActivite): SituationIdentifiee {
  const id = idSituation(activite);
  const { personne, structure } = activite;
  const affichage = [personne.prenom, personne.nom].filter(Boolean).join(' ');
  return {
    resourceType: 'PractitionerRole',
    id,
    meta: meta('fr-core-practitioner-role', 'RPPS'),
    identifier: [{ use: 'temp', system: SYSTEMES.rpps, value: id }],
    active: true,
    practitioner: { reference: `Practitioner/${idPersonne(personne)}`, display: affichage },
    ...(structure ? { organization: lieu(structure) } : {}),
    code: codesSituation(activite),
  };
}

const STRUCTURE_PAR_TYPE: Readonly<Record<string, (valeur: string) => string>> = {
  FINESS: (finess) => idStructure({ finess }),
  SIRET: (siret) => idStructure({ siret }),
};

/** Practitioner and PractitionerRole of a local member: no national number, so no national directory profile. */
export function membreVersFhir(membre: MembreLocal): { praticien: PraticienIdentifie; situation: SituationIdentifiee } {
  const id = idFhir('local', membre.identifiant);
  const role = concept(TABLES_MEMBRE[membre.table], membre.role);
  if (membre.fonction) role.text = membre.fonction;
  const structure = STRUCTURE_PAR_TYPE[membre.typeIdentifiantStructure ?? '']?.(membre.identifiantStructure ?? '');
  const telecom = [
    ...(membre.telephone ? [{ system: 'phone' as const, value: membre.telephone }] : []),
    ...(membre.courrielMssante ? [mssante(membre.courrielMssante)] : []),
  ];
  const interne: Identifier = { ...identifiant('INTRN', SYSTEMES.membreLocal, membre.identifiant), use: 'usual' };
  return {
    praticien: {
      resourceType: 'Practitioner',
      id,
      meta: { source: SYSTEMES.membreLocal, profile: [frCore('fr-core-practitioner')] },
      identifier: [interne],
      active: true,
      name: [nom(membre)],
      qualification: [{ code: concept(TABLES_MEMBRE[membre.table], membre.role) }],
    },
    situation: {
      resourceType: 'PractitionerRole',
      id: idFhir('sit', membre.identifiant),
      meta: { source: SYSTEMES.membreLocal, profile: [frCore('fr-core-practitioner-role')] },
      active: true,
      practitioner: { reference: `Practitioner/${id}`, display: `${membre.prenom} ${membre.nom}`.trim() },
      ...(structure ? { organization: { reference: `Organization/${structure}` } } : {}),
      code: [role],
      ...(telecom.length > 0 ? { telecom } : {}),
    },
  };
}
