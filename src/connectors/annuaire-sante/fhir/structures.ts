import type { Address, CodeableConcept, ContactPoint, Organization } from '@medplum/fhirtypes';
import { annuaire, nos, SYSTEMES, TYPE_ORGANISATION } from '../nomenclatures.ts';
import type {
  BoiteMssante,
  CodeLibelle,
  EtablissementFiness,
  GeolocalisationFiness,
  StructureExtraite,
} from '../types.ts';
import { adresseFhir, codage, idFhir, identifiant, identifiantsStructure, meta } from './elements.ts';

export type OrganisationIdentifiee = Organization & { readonly id: string };

interface CleStructure {
  readonly finess?: string | undefined;
  readonly siret?: string | undefined;
  readonly idnst?: string | undefined;
  readonly identifiantTechnique?: string | undefined;
  readonly raisonSociale?: string | undefined;
}

/**
 * Resource id of a structure, from the most stable business identifier it has: FINESS, SIRET, IDNST, then the
 * technical id of the directory, then its name. The same structure read from two files gets the same id.
 */
export function idStructure(cle: CleStructure): string {
  if (cle.finess) return idFhir('finess', cle.finess);
  if (cle.siret) return idFhir('siret', cle.siret);
  const [genre, reste] = [cle.idnst?.slice(0, 1), cle.idnst?.slice(1) ?? ''];
  if (genre === '1') return idFhir('finess', reste);
  if (genre === '3') return idFhir('siret', reste);
  if (genre === '4') return idFhir('rppsrang', reste);
  if (cle.identifiantTechnique) return idFhir('struct', cle.identifiantTechnique);
  return idFhir('struct', (cle.raisonSociale ?? 'inconnue').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
}

/** Resource id of the structure a mailbox names; its identifier may come with or without the IDNST prefix. */
export function idStructureDeBoite(boite: BoiteMssante): string {
  const valeur = boite.identifiantStructure ?? '';
  const type = boite.typeIdentifiantStructure ?? '';
  if (/^[1-4]$/.test(type))
    return idStructure({ idnst: valeur.startsWith(type) && valeur.length > 9 ? valeur : type + valeur });
  if (/^[0-9AB]{9}$/i.test(valeur)) return idStructure({ finess: valeur.toUpperCase() });
  if (/^\d{14}$/.test(valeur)) return idStructure({ siret: valeur });
  return idStructure(/^[1-4]\S{9,}$/.test(valeur) ? { idnst: valeur } : { identifiantTechnique: valeur });
}

type GenreType = 'organizationType' | 'secteurActiviteRASS' | 'sphParticipation';

function typeMarque(genre: GenreType, system: string, valeur: CodeLibelle): CodeableConcept {
  return {
    extension: [{ url: annuaire('as-ext-organization-types'), valueCode: genre }],
    coding: [codage(system, valeur)],
  };
}

const ENTITE_GEOGRAPHIQUE = typeMarque('organizationType', TYPE_ORGANISATION, {
  code: 'GEOGRAPHICAL-ENTITY',
  libelle: '',
});

function telecoms(telephones: readonly string[], fax?: string, courriel?: string): ContactPoint[] {
  const points: ContactPoint[] = telephones.map((value, rang) => ({ system: 'phone', value, rank: rang + 1 }));
  if (fax) points.push({ system: 'fax', value: fax });
  if (courriel) points.push({ system: 'email', value: courriel });
  return points;
}

function avecListes(
  base: OrganisationIdentifiee,
  listes: { type: CodeableConcept[]; telecom: ContactPoint[]; address: Address | undefined },
): OrganisationIdentifiee {
  return {
    ...base,
    ...(listes.type.length > 0 ? { type: listes.type } : {}),
    ...(listes.telecom.length > 0 ? { telecom: listes.telecom } : {}),
    ...(listes.address ? { address: [listes.address] } : {}),
  };
}

// The legal entity is not a line of these files: it is named by its number, without a reference that would dangle.
function partOf(finessJuridique: string | undefined): Pick<Organization, 'partOf'> {
  return finessJuridique
    ? { partOf: { type: 'Organization', identifier: identifiant('FINEJ', SYSTEMES.finess, finessJuridique) } }
    : {};
}

/** Organization of a line of Personne_activite: the site where the person works. */
export function structureVersFhir(structure: StructureExtraite): OrganisationIdentifiee {
  const identifiants = identifiantsStructure(structure.idnst, structure.siren, structure.siret);
  if (structure.finess) identifiants.push(identifiant('FINEG', SYSTEMES.finess, structure.finess));
  if (structure.idnst?.startsWith('4'))
    identifiants.push(identifiant('RPPSRG', SYSTEMES.rppsRang, structure.idnst.slice(1)));
  if (structure.identifiantTechnique)
    identifiants.push({ system: SYSTEMES.structureTechnique, value: structure.identifiantTechnique });
  const types = structure.finess || structure.siret ? [ENTITE_GEOGRAPHIQUE] : [];
  if (structure.secteur)
    types.push(typeMarque('secteurActiviteRASS', nos('TRE_R02-SecteurActivite'), structure.secteur));
  const nom = structure.enseigne ?? structure.raisonSociale ?? 'Structure sans nom';
  const base: OrganisationIdentifiee = {
    resourceType: 'Organization',
    id: idStructure(structure),
    meta: meta('fr-core-organization', 'RPPS'),
    identifier: identifiants,
    active: true,
    name: nom,
    ...(structure.raisonSociale && structure.raisonSociale !== nom ? { alias: [structure.raisonSociale] } : {}),
    ...partOf(structure.finessJuridique),
  };
  const telecom = telecoms(structure.telephones, structure.telecopie, structure.courriel);
  return avecListes(base, { type: types, telecom, address: adresseFhir(structure.adresse) });
}

function point(geo: GeolocalisationFiness | undefined): { latitude: number; longitude: number } | undefined {
  if (geo?.latitude === undefined || geo.longitude === undefined) return undefined;
  // Five decimals: about one metre, the precision of the source.
  const arrondi = (degres: number): number => Math.round(degres * 1e5) / 1e5;
  return { latitude: arrondi(geo.latitude), longitude: arrondi(geo.longitude) };
}

/** Organization of a FINESS line, with its position when the geolocated variant gave one. */
export function etablissementVersFhir(
  etablissement: EtablissementFiness,
  geo?: GeolocalisationFiness,
): OrganisationIdentifiee {
  const { finess, categorie, statutParticipation } = etablissement;
  // The file carries no IDNST: here, and only here, it is built (prefix 1 then FINESS).
  const identifiants = identifiantsStructure(`1${finess}`, undefined, etablissement.siret);
  identifiants.push(identifiant('FINEG', SYSTEMES.finess, finess));
  const types = [ENTITE_GEOGRAPHIQUE];
  if (categorie) types.push({ coding: [codage(nos('TRE_R66-CategorieEtablissement'), categorie)] });
  if (statutParticipation) types.push(typeMarque('sphParticipation', nos('TRE_R73-ESPIC'), statutParticipation));
  const nom = etablissement.raisonSocialeLongue ?? etablissement.raisonSociale;
  const base: OrganisationIdentifiee = {
    resourceType: 'Organization',
    id: idStructure({ finess }),
    meta: meta('fr-core-organization', 'FINESS', etablissement.dateMiseAJour),
    ...(etablissement.dateOuverture
      ? {
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/organization-period',
              valuePeriod: { start: etablissement.dateOuverture },
            },
          ],
        }
      : {}),
    identifier: identifiants,
    active: true,
    name: nom,
    ...(etablissement.raisonSociale !== nom ? { alias: [etablissement.raisonSociale] } : {}),
    ...partOf(etablissement.finessJuridique),
  };
  const telecom = telecoms(etablissement.telephone ? [etablissement.telephone] : [], etablissement.telecopie);
  return avecListes(base, { type: types, telecom, address: adresseFhir(etablissement.adresse, point(geo)) });
}

/** Organization known only through its mailbox: most associations of the social sector are in this case. */
export function structureDeBoiteVersFhir(boite: BoiteMssante): OrganisationIdentifiee {
  const id = idStructureDeBoite(boite);
  const valeur = id.slice(id.indexOf('-') + 1);
  const [finess, siret] = [id.startsWith('finess-') ? valeur : '', id.startsWith('siret-') ? valeur : ''];
  const idnst = finess ? `1${finess}` : siret ? `3${siret}` : undefined;
  const identifiants = identifiantsStructure(idnst, undefined, siret || undefined);
  if (finess) identifiants.push(identifiant('FINEG', SYSTEMES.finess, finess));
  if (identifiants.length === 0) identifiants.push({ system: SYSTEMES.structureTechnique, value: valeur });
  const base: OrganisationIdentifiee = {
    resourceType: 'Organization',
    id,
    meta: meta('fr-core-organization', 'CG'),
    identifier: identifiants,
    active: true,
    name: boite.raisonSociale ?? boite.adresse,
  };
  return avecListes(base, {
    type: finess || siret ? [ENTITE_GEOGRAPHIQUE] : [],
    telecom: [],
    address: adresseFhir(boite.adressePostale),
  });
}
