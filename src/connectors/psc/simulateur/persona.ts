import { z } from 'zod';

const texte = z.string().min(1).max(200);

/** One fictitious person who can sign in. `idnps` absent = no CPS card: the simulator gives a `SIMULE-…` identifier instead. */
export const PersonaSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  idnps: z
    .string()
    .regex(/^8997\d{8}$/, 'Identifiant de test attendu : 8997 puis 8 chiffres.')
    .optional(),
  prenom: texte,
  nom: texte,
  titre: texte.optional(),
  profession: z.object({ code: texte, systeme: texte, libelle: texte }),
  savoirFaire: z.object({ type: texte, code: texte }).optional(),
  situations: z.array(
    z.object({
      id: texte,
      structureRef: texte,
      structureNom: texte,
      finess: z
        .string()
        .regex(/^\d{9}$/)
        .optional(),
      idnst: texte.optional(),
      secteur: texte,
      /** codeRole of the nomenclature; empty when the activity has none. */
      role: z.string().max(200),
      /** L = self-employed, S = salaried (default), B = unpaid. */
      modeExercice: z.enum(['L', 'S', 'B']).optional(),
      genre: texte.optional(),
    }),
  ),
});

export type Persona = z.infer<typeof PersonaSchema>;
export type SituationPersona = Persona['situations'][number];

/** Names of the claims released by `scope_all`, exactly as the national service emits them (domain/interop.md §9). */
export const CLAIMS_SCOPE_ALL = [
  'SubjectNameID',
  'preferred_username',
  'family_name',
  'given_name',
  'email_verified',
  'otherIds',
  'SubjectRole',
  'SubjectOrganization',
  'SubjectOrganizationID',
  'Secteur_Activite',
  'Palier_Authentification',
  'PSI_Locale',
  'UITVersion',
  'Mode_Acces_Raison',
  'Acces_Regulation_Medicale',
  'SubjectRefPro',
] as const;

const ANNUAIRE_SIMULE = '550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd';
const SYSTEME_SECTEUR = '1.2.250.1.71.4.2.4';

/** What the person types to be called on the phone. */
export const identifiantNational = (persona: Persona): string => persona.idnps ?? `SIMULE-${persona.id}`;

/** Opaque subject, of the same shape as the real one: `f:<directory>:<IDNPS>`. */
export function sujetDe(persona: Persona): string {
  return `f:${ANNUAIRE_SIMULE}:${identifiantNational(persona)}`;
}

const sansSysteme = (code: string): string => code.split('^')[0] ?? code;

/** Every field of the real service is present; what the persona does not say is an empty string, as it is there. */
function activite(situation: SituationPersona): Record<string, string> {
  return {
    codeModeExercice: situation.modeExercice ?? 'S',
    codeSecteurDactivite: sansSysteme(situation.secteur),
    codeSectionPharmacien: '',
    codeRole: situation.role,
    codeGenreActivite: situation.genre ?? 'GENR01',
    numeroSiretSite: '',
    numeroSirenSite: '',
    numeroFinessSite: situation.finess ?? '',
    numeroFinessetablissementJuridique: '',
    identifiantTechniqueDeLaStructure: situation.structureRef,
    raisonSocialeSite: situation.structureNom,
    enseigneCommercialeSite: '',
    complementDestinataire: '',
    complementPointGeographique: '',
    numeroVoie: '',
    indiceRepetitionVoie: '',
    codeTypeDeVoie: '',
    libelleVoie: '',
    mentionDistribution: '',
    bureauCedex: '',
    codePostal: '',
    codeCommune: '',
    codePays: '',
    telephone: '',
    telephone2: '',
    telecopie: '',
    adresseEMail: '',
    codeDepartement: '',
    ancienIdentifiantDeLaStructure: situation.idnst ?? '',
    autoriteDenregistrement: '',
  };
}

function exercice(persona: Persona): Record<string, unknown> {
  return {
    codeProfession: persona.profession.code,
    codeCategorieProfessionnelle: 'C',
    codeCiviliteDexercice: persona.titre?.toUpperCase().replace('.', '') ?? '',
    nomDexercice: persona.nom,
    prenomDexercice: persona.prenom,
    codeTypeSavoirFaire: persona.savoirFaire?.type ?? '',
    codeSavoirFaire: persona.savoirFaire?.code ?? '',
    activities: persona.situations.map(activite),
  };
}

/** Userinfo of one persona, in the shape of the national service. The selected activity is the first one. */
export function claimsDe(persona: Persona): Record<string, unknown> & { sub: string } {
  const identifiant = identifiantNational(persona);
  const choisie = persona.situations[0];
  return {
    sub: sujetDe(persona),
    SubjectNameID: identifiant,
    preferred_username: identifiant,
    family_name: persona.nom.toUpperCase(),
    given_name: persona.prenom,
    email_verified: false,
    otherIds: persona.idnps === undefined ? [] : [{ identifiant: persona.idnps, origine: 'RPPS', qualite: 1 }],
    SubjectRole: [`${persona.profession.code}^${persona.profession.systeme}`],
    SubjectOrganization: choisie?.structureNom ?? '',
    SubjectOrganizationID: choisie?.structureRef ?? '',
    Secteur_Activite: choisie === undefined ? '' : `${sansSysteme(choisie.secteur)}^${SYSTEME_SECTEUR}`,
    Palier_Authentification: 'APPPRIP3^1.2.250.1.213.1.5.1.1.1',
    PSI_Locale: '1.2.250.1.213.1.3.1.1',
    UITVersion: '1.0',
    Mode_Acces_Raison: '',
    Acces_Regulation_Medicale: 'false',
    SubjectRefPro: { codeCivilite: '', exercices: [exercice(persona)] },
  };
}
