import { z } from 'zod';
import type { EnvironnementPsc } from './environnements.ts';
import { refus } from './refus.ts';

/** The service writes "" for "unknown", and sometimes a number where a code is expected. */
const texte = z
  .union([z.string(), z.number().transform(String), z.null().transform(() => '')])
  .optional()
  .transform((valeur) => {
    const net = valeur?.trim();
    return net === undefined || net === '' ? undefined : net.slice(0, 300);
  });

const activite = z.object({
  codeModeExercice: texte,
  codeSecteurDactivite: texte,
  codeRole: texte,
  codeGenreActivite: texte,
  numeroSiretSite: texte,
  numeroSirenSite: texte,
  numeroFinessSite: texte,
  numeroFinessetablissementJuridique: texte,
  identifiantTechniqueDeLaStructure: texte,
  ancienIdentifiantDeLaStructure: texte,
  raisonSocialeSite: texte,
  enseigneCommercialeSite: texte,
  codePostal: texte,
  codeCommune: texte,
  codeDepartement: texte,
});

const exercice = z.object({
  codeProfession: texte,
  codeCategorieProfessionnelle: texte,
  codeCiviliteDexercice: texte,
  nomDexercice: texte,
  prenomDexercice: texte,
  codeTypeSavoirFaire: texte,
  codeSavoirFaire: texte,
  activities: z.array(activite).max(200).nullish(),
});

const autreIdentifiant = z.object({ identifiant: texte, origine: texte });

const profil = z.object({
  sub: z.string().min(1).max(255),
  SubjectNameID: texte,
  preferred_username: texte,
  family_name: texte,
  given_name: texte,
  otherIds: z.array(autreIdentifiant).max(50).nullish(),
  SubjectOrganizationID: texte,
  Palier_Authentification: texte,
  SubjectRefPro: z.object({ codeCivilite: texte, exercices: z.array(exercice).max(50).nullish() }).nullish(),
});

type Profil = z.infer<typeof profil>;
type Exercice = z.infer<typeof exercice>;
type Activite = z.infer<typeof activite>;

/** Where one person practises what: the choice that drives rights. Codes are those of the national nomenclatures. */
export interface SituationExercice {
  /** Same from one sign-in to the next as long as the directory does not change; unique within the person. */
  readonly cle: string;
  readonly profession: string;
  readonly categorie: string | undefined;
  readonly civilite: string | undefined;
  readonly nomExercice: string | undefined;
  readonly prenomExercice: string | undefined;
  readonly savoirFaire: { readonly type: string; readonly code: string } | undefined;
  /** Set only when the type is `S`: a SMxx specialty. */
  readonly specialite: string | undefined;
  readonly modeExercice: string | undefined;
  readonly secteur: string | undefined;
  readonly role: string | undefined;
  readonly genre: string | undefined;
  readonly structure: StructureExercice | undefined;
}

export interface StructureExercice {
  readonly idTechnique: string | undefined;
  readonly finess: string | undefined;
  readonly finessJuridique: string | undefined;
  readonly siret: string | undefined;
  readonly siren: string | undefined;
  readonly idnst: string | undefined;
  readonly libelle: string | undefined;
  readonly codePostal: string | undefined;
  readonly codeCommune: string | undefined;
  readonly departement: string | undefined;
}

export interface ProfilPsc {
  readonly sub: string;
  /** Account key together with the issuer. `SIMULE-…` for people without a card, in `essai` only. */
  readonly idnps: string;
  readonly rpps: string | undefined;
  readonly nom: string;
  readonly prenom: string;
  /** True for `8997…` and `SIMULE-…`: never a real person. */
  readonly fictive: boolean;
  readonly palier: string | undefined;
  readonly situations: readonly SituationExercice[];
  /** False when the service said nothing of the activities: then nothing may be concluded from their absence. */
  readonly activitesDites: boolean;
  /** Key of the activity selected on the national side, when it is one of the list. */
  readonly situationSelectionnee: string | undefined;
}

const FORME_IDNPS = /^[0-9A-Za-z][0-9A-Za-z/._-]{2,63}$/;
const IDENTITE_DE_TEST = /^8997/;
const IDENTITE_SIMULEE = /^SIMULE-/;

function lireStructure(a: Activite): StructureExercice | undefined {
  const structure: StructureExercice = {
    idTechnique: a.identifiantTechniqueDeLaStructure,
    finess: a.numeroFinessSite,
    finessJuridique: a.numeroFinessetablissementJuridique,
    siret: a.numeroSiretSite,
    siren: a.numeroSirenSite,
    idnst: a.ancienIdentifiantDeLaStructure,
    libelle: a.enseigneCommercialeSite ?? a.raisonSocialeSite,
    codePostal: a.codePostal,
    codeCommune: a.codeCommune,
    departement: a.codeDepartement,
  };
  return Object.values(structure).some((v) => v !== undefined) ? structure : undefined;
}

function lireSituation(e: Exercice, profession: string, a: Activite): Omit<SituationExercice, 'cle'> {
  const { codeTypeSavoirFaire: type, codeSavoirFaire: code } = e;
  return {
    profession,
    categorie: e.codeCategorieProfessionnelle,
    civilite: e.codeCiviliteDexercice,
    nomExercice: e.nomDexercice,
    prenomExercice: e.prenomDexercice,
    savoirFaire: type === undefined || code === undefined ? undefined : { type, code },
    specialite: type === 'S' ? code : undefined,
    modeExercice: a.codeModeExercice,
    secteur: a.codeSecteurDactivite,
    role: a.codeRole,
    genre: a.codeGenreActivite,
    structure: lireStructure(a),
  };
}

function cleDe({ profession, modeExercice, role, structure }: Omit<SituationExercice, 'cle'>): string {
  const lieu = structure?.idTechnique ?? structure?.finess ?? structure?.siret ?? structure?.idnst ?? '';
  return [profession, modeExercice ?? '', role ?? '', lieu].join('|');
}

/** An exercise without a profession code says nothing usable: left out. One without activity gives no situation. */
function lireSituations(exercices: readonly Exercice[]): SituationExercice[] {
  const vues = new Map<string, number>();
  return exercices.flatMap((e) => {
    const profession = e.codeProfession;
    if (profession === undefined) return [];
    return (e.activities ?? []).map((a) => {
      const situation = lireSituation(e, profession, a);
      const base = cleDe(situation);
      const rang = (vues.get(base) ?? 0) + 1;
      vues.set(base, rang);
      return { cle: rang === 1 ? base : `${base}|${rang}`, ...situation };
    });
  });
}

/** The IDNPS of a registered professional is `8` then the 11 digits of the RPPS number. */
const rppsDepuis = (identifiant: string): string | undefined =>
  /^8\d{11}$/.test(identifiant) ? identifiant.slice(1) : /^\d{11}$/.test(identifiant) ? identifiant : undefined;

function lireRpps(p: Profil, idnps: string): string | undefined {
  const annonces = (p.otherIds ?? []).filter((o) => o.origine === 'RPPS').map((o) => rppsDepuis(o.identifiant ?? ''));
  const tous = new Set([...annonces, rppsDepuis(idnps)].filter((r) => r !== undefined));
  if (tous.size > 1) throw refus.identite_incoherente();
  return [...tous][0];
}

function lireIdnps(p: Profil, environnement: EnvironnementPsc): string {
  const idnps = p.SubjectNameID ?? p.preferred_username;
  if (idnps === undefined || !FORME_IDNPS.test(idnps)) throw refus.identite_illisible();
  if (p.preferred_username !== undefined && p.preferred_username !== idnps) throw refus.identite_incoherente();
  const simulee = IDENTITE_SIMULEE.test(idnps);
  const deTest = IDENTITE_DE_TEST.test(idnps);
  if (simulee && environnement !== 'essai') throw refus.identite_de_test();
  if (deTest && environnement === 'production') throw refus.identite_de_test();
  if (!deTest && !simulee && environnement === 'essai') throw refus.identite_reelle();
  return idnps;
}

/**
 * Reads the userinfo of the national service. Empty strings are absences, unknown fields are ignored.
 * Fails with `identite_illisible` (no key, no name), `identite_incoherente`, `identite_de_test`, `identite_reelle`;
 * the refusal never carries a value of the profile. Not checked: that the codes exist in the nomenclatures.
 */
export function lireProfil(brut: unknown, environnement: EnvironnementPsc): ProfilPsc {
  const lu = profil.safeParse(brut);
  if (!lu.success) throw refus.identite_illisible();
  const p = lu.data;
  const idnps = lireIdnps(p, environnement);
  if (p.family_name === undefined || p.given_name === undefined) throw refus.identite_illisible();
  const situations = lireSituations(p.SubjectRefPro?.exercices ?? []);
  const choisie = situations.find((s) => s.structure?.idTechnique === p.SubjectOrganizationID);
  return {
    sub: p.sub,
    idnps,
    rpps: lireRpps(p, idnps),
    nom: p.family_name,
    prenom: p.given_name,
    fictive: IDENTITE_DE_TEST.test(idnps) || IDENTITE_SIMULEE.test(idnps),
    palier: p.Palier_Authentification,
    situations,
    activitesDites: Array.isArray(p.SubjectRefPro?.exercices),
    situationSelectionnee: p.SubjectOrganizationID === undefined ? undefined : choisie?.cle,
  };
}
