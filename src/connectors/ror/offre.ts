import type {
  ContactPoint,
  Extension,
  HealthcareService,
  HealthcareServiceAvailableTime,
  Location,
  Organization,
} from '@medplum/fhirtypes';
import { capacitesDuLieu, disponibilite } from './capacite.ts';
import { code, codeDe, codeExtension, codesDe, confidentialite, extension, extensions } from './extensions.ts';
import type {
  CapaciteOffre,
  ContactOffre,
  EntreesRor,
  HoraireOffre,
  Joindre,
  LieuOffre,
  Offre,
  ZoneOffre,
} from './types.ts';

/** Id of a reference `Type/id`, absolute or relative. */
export function idReference(reference: string | undefined): string {
  return reference?.split('/').at(-1) ?? '';
}

function lireHoraires(plages: readonly HealthcareServiceAvailableTime[] | undefined): HoraireOffre[] {
  const jours = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return (plages ?? []).flatMap((plage) => {
    // The ROR numbers the day in an extension, where R4 names it: both are read.
    const numero = extension(plage, 'ror-available-time-number-days-of-week')?.valueInteger;
    const numeros = numero ? [numero] : (plage.daysOfWeek ?? []).map((jour) => jours.indexOf(jour) + 1);
    const type = codeExtension(plage, 'ror-available-time-type-of-time');
    return numeros.map((jour) => ({
      jour,
      touteLaJournee: plage.allDay ?? false,
      ...(plage.availableStartTime ? { debut: plage.availableStartTime.slice(0, 5) } : {}),
      ...(plage.availableEndTime ? { fin: plage.availableEndTime.slice(0, 5) } : {}),
      ...(type ? { type } : {}),
    }));
  });
}

function joindre(porteur: Extension | ContactPoint, adresse: string | undefined): Joindre[] {
  if (!adresse) return [];
  const usage = extension(porteur, 'ror-telecom-usage')?.valueString;
  const canal = codeExtension(porteur, 'ror-telecom-communication-channel')?.code ?? '';
  const niveau = confidentialite(porteur, 'ror-telecom-confidentiality-level');
  return [{ canal, adresse, confidentialite: niveau, ...(usage ? { usage } : {}) }];
}

function lireContact(brut: Extension): ContactOffre {
  const nature = codeExtension(brut, 'purposeContact');
  const nom = extension(brut, 'name')?.valueString;
  const description = extension(brut, 'description')?.valueString;
  // Model V3 nests the channels; the 2023 one wrote a single channel flat on the contact.
  const emboites = extensions(brut, 'ror-healthcareservice-contact-telecom');
  const porteurs = emboites.length > 0 ? emboites : [brut];
  return {
    confidentialite: confidentialite(brut, 'ror-confidentiality-level'),
    canaux: porteurs.flatMap((porteur) => joindre(porteur, extension(porteur, 'telecomAddress')?.valueString)),
    ...(nom ? { nom } : {}),
    ...(nature ? { nature } : {}),
    ...(description ? { description } : {}),
  };
}

function lireZones(service: HealthcareService): ZoneOffre[] {
  return extensions(service, 'ror-territorial-division').flatMap((division) => {
    const type = codeExtension(division, 'typeTerritorialDivision');
    const zone = codeExtension(division, 'codeTerritorialDivision');
    return type && zone ? [{ type, code: zone }] : [];
  });
}

function lirePublic(service: HealthcareService): Pick<Offre, 'publics' | 'ageMin' | 'ageMax'> {
  const patients = extension(service, 'ror-healthcareservice-patient-type');
  const ages = extension(patients, 'ageRange')?.valueRange;
  const publics = extensions(patients, 'supportedPatientInfo').map((e) => code(e.valueCodeableConcept));
  return {
    publics: publics.filter((p) => p !== undefined),
    ...(ages?.low?.value === undefined ? {} : { ageMin: ages.low.value }),
    ...(ages?.high?.value === undefined ? {} : { ageMax: ages.high.value }),
  };
}

function lireLieu(lieu: Location): LieuOffre {
  const commune = codeExtension(lieu, 'ror-commune-cog');
  return {
    id: lieu.id ?? '',
    ...(lieu.name ? { nom: lieu.name } : {}),
    ...(commune ? { commune } : {}),
    ...(lieu.address?.postalCode ? { codePostal: lieu.address.postalCode } : {}),
    ...(lieu.position ? { latitude: lieu.position.latitude, longitude: lieu.position.longitude } : {}),
  };
}

function lireFermeture(service: HealthcareService): Pick<Offre, 'fermeture'> {
  const periode = service.notAvailable?.[0]?.during;
  if (!periode?.start && !periode?.end) return {};
  return {
    fermeture: { ...(periode.start ? { du: periode.start } : {}), ...(periode.end ? { au: periode.end } : {}) },
  };
}

function lireStructure(
  service: HealthcareService,
  structures: ReadonlyMap<string, Organization>,
): Pick<Offre, 'structure'> {
  const id = idReference(service.providedBy?.reference);
  if (id === '') return {};
  const structure = structures.get(id);
  const nom = structure?.name ?? service.providedBy?.display;
  const finess = structure?.identifier?.find((i) => i.system === 'https://finess.esante.gouv.fr')?.value;
  return { structure: { id, ...(nom ? { nom } : {}), ...(finess ? { finess } : {}) } };
}

function lireDescription(service: HealthcareService): Pick<Offre, 'activites' | 'modalitesAccueil'> & Partial<Offre> {
  const typeOffre = code(service.category?.[0]);
  const champActivite = code(service.type?.[0]);
  const modePriseEnCharge = codesDe(service.characteristic, 'TRE_R213-ModePriseEnCharge')[0];
  return {
    activites: codesDe(service.specialty, 'TRE_R211-ActiviteOperationnelle'),
    modalitesAccueil: codesDe(service.characteristic, 'TRE_R338-ModaliteAccueil'),
    ...(typeOffre ? { typeOffre } : {}),
    ...(champActivite ? { champActivite } : {}),
    ...(modePriseEnCharge ? { modePriseEnCharge } : {}),
    ...(service.meta?.lastUpdated ? { miseAJourLe: service.meta.lastUpdated } : {}),
  };
}

/** Offer of one HealthcareService and of what it points to, with the defaults met on the way. */
export function versOffre(
  service: HealthcareService & { id: string },
  entrees: EntreesRor,
): { offre: Offre; defauts: string[] } {
  const lieux: LieuOffre[] = [];
  const capacites: CapaciteOffre[] = [];
  const defauts: string[] = [];
  for (const reference of service.location ?? []) {
    const lieu = entrees.lieux.get(idReference(reference.reference));
    if (!lieu) {
      defauts.push(`le lieu ${reference.reference ?? 'sans référence'} n’est pas dans le fichier`);
      continue;
    }
    const lues = capacitesDuLieu(lieu);
    lieux.push(lireLieu(lieu));
    capacites.push(...lues.capacites);
    defauts.push(...lues.defauts);
  }
  const offre: Offre = {
    id: service.id,
    identifiant: service.identifier?.[0]?.value ?? service.id,
    nom: service.name ?? codeDe(service.category?.[0], 'TRE_R244-CategorieOrganisation')?.libelle ?? 'Offre sans nom',
    ...lireDescription(service),
    ...lirePublic(service),
    zones: lireZones(service),
    ...lireStructure(service, entrees.structures),
    lieux,
    horaires: lireHoraires(service.availableTime),
    ...lireFermeture(service),
    contacts: extensions(service, 'ror-healthcareservice-contact').map(lireContact),
    canaux: (service.telecom ?? []).flatMap((point) => joindre(point, point.value)),
    situations: entrees.situations
      .filter((s) => s.healthcareService?.some((r) => idReference(r.reference) === service.id))
      .map((s) => s.id ?? ''),
    capacites,
    ...disponibilite(capacites),
    uniteSensible: extension(service, 'ror-healthcareservice-sensitive-unit')?.valueBoolean ?? false,
  };
  return { offre, defauts };
}
