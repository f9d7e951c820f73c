import type { CodeableConcept, Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { nos, SYSTEMES } from '#connectors/annuaire-sante/index.ts';
import type { LigneAnnuaire, Ressource } from './fiche.ts';
import { jetonsDeCodes, libelleDans, ligne, mssanteDe, telephoneDe } from './fiche.ts';
import { nomDe } from './fiche-structure.ts';
import type { Lieu } from './lieux.ts';
import { adoucirNom, nomAffiche, professionAffichee } from './noms.ts';

const PROFESSIONS = [
  nos('TRE_G15-ProfessionSante'),
  nos('TRE_R95-UsagerTitre'),
  nos('TRE_R94-ProfessionSocial'),
  nos('TRE_R85-RolePriseCharge'),
];

const rppsDe = (p: Practitioner | undefined): string | undefined =>
  p?.identifier?.find((i) => i.system === SYSTEMES.rpps)?.value;
const qualifications = (p: Practitioner | undefined): CodeableConcept[] => (p?.qualification ?? []).map((q) => q.code);
const nomDeFamille = (p: Practitioner | undefined): string =>
  [p?.name?.[0]?.family, ...(p?.name?.[0]?.given ?? [])].filter(Boolean).join(' ');

function specialitesDe(p: Practitioner | undefined): string[] {
  const lues = qualifications(p).map((q) =>
    libelleDans([q], nos('TRE_R38-SpecialiteOrdinale'), nos('TRE_R39-Competence')),
  );
  return [...new Set(lues.filter((s) => s !== undefined))];
}

/** The person without a place: kept for its number; what a search shows are its places of practice. */
export function ficheDePersonne(p: Ressource<Practitioner>): LigneAnnuaire {
  const nom = nomAffiche(p.name?.[0]);
  return ligne({
    ressource: p,
    source: 'annuaire-sante',
    lieu: {},
    rang: 9,
    toks: [],
    noms: [adoucirNom(nomDeFamille(p)), nom],
    resume: {
      genre: 'personne',
      nom,
      profession: libelleDans(qualifications(p), ...PROFESSIONS),
      specialites: specialitesDe(p),
      mssante: mssanteDe(p.telecom),
      identifiant: rppsDe(p),
    },
  });
}

interface Autour {
  readonly praticiens: ReadonlyMap<string, Practitioner>;
  readonly structures: ReadonlyMap<string, Organization>;
  readonly lieux: ReadonlyMap<string, Lieu>;
}

/** A person where it works. Its own mailbox there first, then the one of the person; never the shared one of the structure. */
export function ficheDeSituation(role: Ressource<PractitionerRole>, autour: Autour): LigneAnnuaire {
  const praticien = autour.praticiens.get(role.practitioner?.reference?.replace('Practitioner/', '') ?? '');
  const idStructure = role.organization?.reference?.replace('Organization/', '') ?? '';
  const structure = autour.structures.get(idStructure);
  const lieu = autour.lieux.get(idStructure) ?? {};
  const nom = nomAffiche(praticien?.name?.[0]);
  const propre = mssanteDe(role.telecom);
  const mssante = propre ?? mssanteDe(praticien?.telecom);
  const specialites = specialitesDe(praticien);
  const codes = role.code ?? [];
  return ligne({
    ressource: role,
    source: praticien?.id?.startsWith('local-') === true ? 'membres-locaux' : 'annuaire-sante',
    lieu,
    rang: propre === undefined ? 1 : 0,
    toks: [...jetonsDeCodes(codes), ...jetonsDeCodes(qualifications(praticien))],
    noms: [adoucirNom(nomDeFamille(praticien)), nom],
    adresses: [mssante],
    resume: {
      genre: 'personne',
      nom,
      profession: professionAffichee(
        libelleDans(codes, ...PROFESSIONS) ?? libelleDans(qualifications(praticien), ...PROFESSIONS),
        praticien?.name?.[0]?.prefix?.[0],
        specialites,
      ),
      specialites,
      modeExercice: libelleDans(codes, nos('TRE_R23-ModeExercice')),
      ...(structure === undefined ? {} : { structure: { ref: `Organization/${idStructure}`, nom: nomDe(structure) } }),
      telephone: telephoneDe(role.telecom) ?? telephoneDe(structure?.telecom),
      mssante,
      adresse: lieu.adresse,
      commune: lieu.commune,
      codePostal: lieu.codePostal,
      identifiant: rppsDe(praticien),
    },
  });
}
