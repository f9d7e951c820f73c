import type { CareTeam, CareTeamParticipant, Extension, PractitionerRole } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { genreDuMembre, type Membre } from './cercle.ts';
import { CLES_FONDEMENTS, estFonctionConnue, FONCTIONS, libelleFonction } from './vocabulaire.ts';

const PROFIL = 'https://interop.esante.gouv.fr/ig/fhir/cds/StructureDefinition/cds-ihe-careteam';
const SYSTEME_CERCLE = 'urn:cordee:cercle';
const SYSTEME_FONCTION = 'urn:cordee:fonction';
const TRE_R259 =
  'https://mos.esante.gouv.fr/NOS/TRE_R259-HL7ParticipationFunction/FHIR/TRE-R259-HL7ParticipationFunction';
const TRE_R260 = 'https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass';
const EXT = {
  fondement: 'urn:cordee:fondement',
  telephone: 'urn:cordee:telephone',
  structure: 'urn:cordee:structure',
  ajoutePar: 'urn:cordee:ajoute-par',
} as const;

/** One circle per person: its id is the person's, so that two creations at once meet instead of making two circles. */
export function careTeamDe(patient: string, membres: readonly Membre[], debut: Date): Identifiee<CareTeam> {
  const contenus = membres.filter((membre) => membre.ref === undefined).map(enContenu);
  return {
    resourceType: 'CareTeam',
    id: patient,
    meta: { profile: [PROFIL] },
    ...(contenus.length === 0 ? {} : { contained: contenus }),
    identifier: [{ system: SYSTEME_CERCLE, value: patient }],
    status: 'active',
    name: 'Cercle de soins',
    subject: { reference: `Patient/${patient}` },
    period: { start: debut.toISOString() },
    participant: membres.map(enParticipant),
  };
}

/** The national profile admits a situation or a relative as member, not a bare person. */
function enContenu(membre: Membre): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `m${membre.rang}`,
    practitioner: { display: membre.nom },
    ...(membre.telephone === undefined ? {} : { telecom: [{ system: 'phone', value: membre.telephone }] }),
  };
}

function enParticipant(membre: Membre): CareTeamParticipant {
  return {
    id: `m${membre.rang}`,
    extension: extensionsDe(membre),
    role: [{ coding: codesDe(membre.fonction), text: libelleFonction(membre.fonction) }],
    member: { reference: membre.ref ?? `#m${membre.rang}`, display: membre.nom },
    period: {
      start: membre.debut.toISOString(),
      ...(membre.fin === undefined ? {} : { end: membre.fin.toISOString() }),
    },
  };
}

function codesDe(fonction: string) {
  if (!estFonctionConnue(fonction)) return [{ system: SYSTEME_FONCTION, code: 'autre', display: fonction }];
  const { code, libelle } = FONCTIONS[fonction];
  const national = code === undefined ? [] : [{ system: code === 'PCP' ? TRE_R259 : TRE_R260, code }];
  return [...national, { system: SYSTEME_FONCTION, code: fonction, display: libelle }];
}

function extensionsDe(membre: Membre): Extension[] {
  const { telephone, structure } = membre;
  return [
    { url: EXT.fondement, valueCode: membre.fondement },
    { url: EXT.ajoutePar, valueString: membre.ajoutePar },
    ...(telephone === undefined ? [] : [{ url: EXT.telephone, valueString: telephone }]),
    ...(structure === undefined ? [] : [{ url: EXT.structure, valueString: structure }]),
  ];
}

/** Members of a CareTeam, ours or received: what another system left out is read prudently (hors équipe, closed by the rule). */
export function membresDe(careTeam: CareTeam): readonly Membre[] {
  return (careTeam.participant ?? []).map((participant, indice) => lireParticipant(participant, indice, careTeam));
}

function lireParticipant(participant: CareTeamParticipant, indice: number, careTeam: CareTeam): Membre {
  const reference = participant.member?.reference;
  const ref = reference?.startsWith('#') === true ? undefined : reference;
  const debut = participant.period?.start ?? careTeam.period?.start;
  const end = participant.period?.end;
  return {
    rang: rangDe(participant.id, indice),
    ref,
    nom: participant.member?.display ?? 'Membre sans nom',
    genre: genreDuMembre(ref),
    fonction: fonctionDe(participant),
    structure: texteDe(participant, EXT.structure),
    telephone: texteDe(participant, EXT.telephone),
    debut: new Date(debut ?? 0),
    fin: end === undefined ? undefined : new Date(end),
    fondement: CLES_FONDEMENTS.find((cle) => cle === codeDe(participant, EXT.fondement)) ?? 'hors_equipe',
    ajoutePar: texteDe(participant, EXT.ajoutePar) ?? 'Reçu d’un autre système',
  };
}

function rangDe(id: string | undefined, indice: number): number {
  const lu = /^m(\d+)$/.exec(id ?? '');
  return lu === null ? indice + 1 : Number(lu[1]);
}

function fonctionDe(participant: CareTeamParticipant): string {
  const codes = (participant.role ?? []).flatMap(({ coding = [] }) => coding);
  const notre = codes.find(({ system, code }) => system === SYSTEME_FONCTION && code !== 'autre')?.code;
  if (notre !== undefined && estFonctionConnue(notre)) return notre;
  if (codes.some(({ system, code }) => system === TRE_R259 && code === 'PCP')) return 'medecin_traitant';
  return participant.role?.[0]?.text ?? codes[0]?.display ?? 'Membre du cercle';
}

function texteDe(participant: CareTeamParticipant, url: string): string | undefined {
  return participant.extension?.find((extension) => extension.url === url)?.valueString;
}

function codeDe(participant: CareTeamParticipant, url: string): string | undefined {
  return participant.extension?.find((extension) => extension.url === url)?.valueCode;
}
