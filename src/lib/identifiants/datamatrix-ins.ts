// Datamatrix INS printed on documents: 26 fixed characters (`IS` `01` 22 zeros), then fields `S1`…`S7`, in any order. A field of variable
// length that is shorter than its maximum ends with GS (0x1D); one of exactly its maximum, and a fixed one, has none.
// Keyboard-wedge scanners lose or replace GS: the usual substitutes are read as GS before anything else.
// Not checked: that the identity is qualified, that the holder is the person in front of us; a scan proves no more than the paper.
// Source: ANS « INS – Format datamatrix » v2.2, second-hand (interop §1.4).
import type { Jour } from '#lib/temps/index.ts';
import { type CodeCommune, lireCodeCommune } from './commune.ts';
import { type DateNaissance, lireDateNaissance } from './date-naissance.ts';
import { type MatriculeIns, lireMatriculeIns } from './matricule-ins.ts';
import { type OidIns, type ProfilExecution, lireOidIns } from './oid-ins.ts';
import { profilLexical } from './profil-lexical.ts';
import { type Resultat, lu, refuse } from './resultat.ts';

/** What a datamatrix says; names in the lexical profile. */
export interface IdentiteScannee {
  readonly matricule: MatriculeIns;
  readonly oid: OidIns;
  readonly prenoms: string;
  readonly nomNaissance: string;
  readonly sexe: 'M' | 'F';
  readonly dateNaissance: DateNaissance;
  readonly lieuNaissance?: CodeCommune;
}

const TEXTES = {
  entete: 'Ce code n’est pas un datamatrix INS. Cherchez celui qui porte la mention INS, ou saisissez les traits.',
  incomplet: 'La lecture est incomplète. Passez le lecteur à nouveau, bien à plat.',
  double: 'La lecture contient deux fois la même information. Passez le lecteur à nouveau.',
  inconnu: 'Ce datamatrix contient une information inattendue : il n’est pas lu. Saisissez les traits.',
  matricule: 'Le matricule lu n’est pas juste : le document est abîmé ou mal lu. Saisissez les traits.',
  oid: 'Ce datamatrix porte une identité que cette plateforme ne peut pas tenir (identité réelle en essai, ou de test en réel).',
  traits: 'Un trait lu dans le datamatrix n’est pas lisible. Saisissez les traits.',
} as const;
export type MotifDatamatrix = keyof typeof TEXTES;

const ENTETE = `IS01${'0'.repeat(22)}`;
const GS = '\u001D';
/** What scanners type instead of GS: the visible symbol, the caret notation, F8 and the AIM escape of some models. */
const SUBSTITUTS = /\u241D|\^\]|<GS>|\{GS\}|\\x1D/gi;

interface Champ {
  readonly fixe: boolean;
  readonly max: number;
}

const CHAMPS: Readonly<Record<string, Champ>> = {
  S1: { fixe: true, max: 15 },
  S2: { fixe: false, max: 20 },
  S3: { fixe: false, max: 100 },
  S4: { fixe: false, max: 100 },
  S5: { fixe: true, max: 1 },
  S6: { fixe: true, max: 10 },
  S7: { fixe: true, max: 5 },
};
const OBLIGATOIRES = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

/** Cuts the fields by key; a motive when the text is not the layout. */
function decouper(texte: string): ReadonlyMap<string, string> | MotifDatamatrix {
  const champs = new Map<string, string>();
  let reste = texte;
  while (reste !== '') {
    const cle = reste.slice(0, 2);
    const champ = CHAMPS[cle];
    if (champ === undefined) return 'inconnu';
    if (champs.has(cle)) return 'double';
    const suite = reste.slice(2);
    const fin = champ.fixe ? champ.max : longueur(suite, champ.max);
    if (suite.length < fin || suite.slice(0, fin).includes(GS)) return 'incomplet';
    champs.set(cle, suite.slice(0, fin));
    // A GS after a full field is not in the format; some writers put it all the same.
    reste = suite.slice(suite[fin] === GS ? fin + 1 : fin);
  }
  return OBLIGATOIRES.every((cle) => champs.has(cle)) ? champs : 'incomplet';
}

/** Up to GS, or to the maximum, or to the end of the reading. */
function longueur(suite: string, max: number): number {
  const gs = suite.indexOf(GS);
  return Math.min(gs === -1 ? suite.length : gs, max);
}

/** Reads what a scanner or a camera gave. `profil`: ranges of identities this house may hold (INS-03). */
export function lireDatamatrixIns(
  brut: string,
  profil: ProfilExecution,
  aujourdhui: Jour,
): Resultat<IdentiteScannee, MotifDatamatrix> {
  const texte = brut.replaceAll(/[\r\n\t]+$/g, '').replaceAll(SUBSTITUTS, GS);
  // A camera gives the symbology identifier `]d2` first.
  const corps = texte.replace(/^\]d[0-6]/i, '').trimStart();
  if (!corps.startsWith(ENTETE)) return refuse('entete', TEXTES);
  const champs = decouper(corps.slice(ENTETE.length));
  return typeof champs === 'string' ? refuse(champs, TEXTES) : lireChamps(champs, profil, aujourdhui);
}

function lireChamps(
  champs: ReadonlyMap<string, string>,
  profil: ProfilExecution,
  aujourdhui: Jour,
): Resultat<IdentiteScannee, MotifDatamatrix> {
  const champ = (cle: string): string => champs.get(cle) ?? '';
  const matricule = lireMatriculeIns(champ('S1'));
  if (!matricule.ok) return refuse('matricule', TEXTES);
  const oid = lireOidIns(champ('S2'), profil);
  if (!oid.ok) return refuse('oid', TEXTES);
  const naissance = lireDateNaissance(champ('S6'), aujourdhui);
  const lieu = champs.has('S7') ? lireCodeCommune(champ('S7')) : undefined;
  const [prenoms, nomNaissance, sexe] = [profilLexical(champ('S3')), profilLexical(champ('S4')), champ('S5')];
  const traitsLus = naissance.ok && lieu?.ok !== false && prenoms !== '' && nomNaissance !== '';
  if (!traitsLus || (sexe !== 'M' && sexe !== 'F')) return refuse('traits', TEXTES);
  return lu({
    matricule: matricule.valeur,
    oid: oid.valeur,
    prenoms,
    nomNaissance,
    sexe,
    dateNaissance: naissance.valeur,
    ...(lieu?.ok === true ? { lieuNaissance: lieu.valeur } : {}),
  });
}

/** Inverse of `lireDatamatrixIns`. Only a qualified identity is printed: the caller checks it. `ordre`: another order of the fields. */
export function ecrireDatamatrixIns(identite: IdentiteScannee, ordre: readonly string[] = Object.keys(CHAMPS)): string {
  const [annee = '', mois = '00', jour = '00'] = identite.dateNaissance.split('-');
  const valeurs: Readonly<Record<string, string | undefined>> = {
    S1: identite.matricule,
    S2: identite.oid,
    S3: identite.prenoms,
    S4: identite.nomNaissance,
    S5: identite.sexe,
    S6: `${jour}-${mois}-${annee}`,
    S7: identite.lieuNaissance,
  };
  return ordre.reduce((texte, cle) => {
    const valeur = valeurs[cle];
    const champ = CHAMPS[cle];
    if (valeur === undefined || champ === undefined) return texte;
    return `${texte}${cle}${valeur}${!champ.fixe && valeur.length < champ.max ? GS : ''}`;
  }, ENTETE);
}
