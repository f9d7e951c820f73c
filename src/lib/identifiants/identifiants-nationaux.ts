// IDNPS (national id of a professional) and IDNST (national id of a structure): one prefix digit telling the nature, then the number.
// IDNPS: 8 RPPS, 0 ADELI (closed register, still met), 1, 3 and 5 internal ids under a structure. IDNST: 1 FINESS, 2 SIREN, 3 SIRET, 4 RPPS-rang.
// Checked: the prefix and the shape of the number behind it; keys follow the rule of that number, as for a received document.
// Not checked: that the directory knows it. Never build an IDNST when the directory gives one (rule of the profile).
// Source: interop §1.1. Vectors: vecteurs/{idnps,idnst}.{valides,invalides}.txt
import { lireFiness } from './finess.ts';
import { type Resultat, lu, refuse } from './resultat.ts';
import { lireRpps } from './rpps.ts';
import { lireSiren, lireSiret } from './siren.ts';

export type Idnps = string & { readonly marque: 'Idnps' };
export type Idnst = string & { readonly marque: 'Idnst' };
export type NatureIdnps = 'rpps' | 'adeli' | 'interne';
export type NatureIdnst = 'finess' | 'siren' | 'siret' | 'rpps_rang';

const TEXTES = {
  prefixe: 'Le premier chiffre de cet identifiant national ne correspond à aucune nature connue.',
  forme: 'Le numéro qui suit le préfixe n’a pas la forme attendue.',
} as const;

export type MotifIdentifiantNational = keyof typeof TEXTES;
type Lecture<Id, Nature> = Resultat<
  { readonly id: Id; readonly nature: Nature; readonly numero: string },
  MotifIdentifiantNational
>;
type Lecteur<Nature> = readonly [nature: Nature, accepte: (numero: string) => boolean];

const IDNPS: Readonly<Record<string, Lecteur<NatureIdnps>>> = {
  '8': ['rpps', (numero) => lireRpps(numero).ok],
  '0': ['adeli', (numero) => /^[0-9AB]{9}$/.test(numero)],
  '1': ['interne', (numero) => numero.length > 0],
  '3': ['interne', (numero) => numero.length > 0],
  '5': ['interne', (numero) => numero.length > 0],
};

const IDNST: Readonly<Record<string, Lecteur<NatureIdnst>>> = {
  '1': ['finess', (numero) => lireFiness(numero, 'document_recu').ok],
  '2': ['siren', (numero) => lireSiren(numero, 'document_recu').ok],
  '3': ['siret', (numero) => lireSiret(numero, 'document_recu').ok],
  '4': ['rpps_rang', (numero) => /^\d{13,14}$/.test(numero)],
};

function lire<Id extends string, Nature>(
  texte: string,
  table: Readonly<Record<string, Lecteur<Nature>>>,
): Lecture<Id, Nature> {
  const id = texte.trim().toUpperCase();
  const lecteur = table[id.charAt(0)];
  if (lecteur === undefined) return refuse('prefixe', TEXTES);
  const [nature, accepte] = lecteur;
  const numero = id.slice(1);
  return accepte(numero) ? lu({ id: id as Id, nature, numero }) : refuse('forme', TEXTES);
}

/** Reads the national identifier of a professional. */
export function lireIdnps(texte: string): Lecture<Idnps, NatureIdnps> {
  return lire<Idnps, NatureIdnps>(texte, IDNPS);
}

/** Reads the national identifier of a structure. */
export function lireIdnst(texte: string): Lecture<Idnst, NatureIdnst> {
  return lire<Idnst, NatureIdnst>(texte, IDNST);
}
