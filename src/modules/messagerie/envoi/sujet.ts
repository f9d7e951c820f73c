import { normaliser } from '#lib/texte/index.ts';

/** Traits that must not be seen by whoever sees only a list of subjects. */
export interface TraitsASaisir {
  readonly noms: readonly string[];
  /** `aaaa-mm-jj` */
  readonly naissance?: string | undefined;
}

const LONGUEUR_MAX = 120;
/** In a compound name, shorter words are particles (de, la) that any subject may hold; a name of one word counts whole (Ly, Vo). */
const MOT_DE_NOM_COMPOSE_MIN = 3;
/** Matricule INS or NIR, written with or without spaces. */
const MATRICULE = /\b[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?[\dAB]{2}(?:[ .]?\d{3}){2}/i;

/**
 * Subject that may travel: no name, no birth date, no matricule of the person. Not checked: that no other word is a health datum;
 * subjects are written by rooms from fixed sentences and a reference, never typed by a user.
 */
export function sujetSansPersonne(sujet: string, traits: TraitsASaisir | undefined, repli: string): string {
  const net = uneLigne(sujet).slice(0, LONGUEUR_MAX);
  return net === '' || MATRICULE.test(net) || (traits !== undefined && nomme(net, traits)) ? uneLigne(repli) : net;
}

function uneLigne(texte: string): string {
  return texte.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function nomme(sujet: string, traits: TraitsASaisir): boolean {
  const mots = new Set(normaliser(sujet).split(' '));
  const morceaux = traits.noms.flatMap((nom) => motsDistinctifs(normaliser(nom)));
  return (
    morceaux.some((mot) => mots.has(mot)) || (traits.naissance !== undefined && contientDate(sujet, traits.naissance))
  );
}

function motsDistinctifs(nom: string): string[] {
  const mots = nom.split(' ').filter((mot) => mot !== '');
  return mots.length === 1 ? mots : mots.filter((mot) => mot.length >= MOT_DE_NOM_COMPOSE_MIN);
}

function contientDate(sujet: string, naissance: string): boolean {
  const [annee = '', mois = '', jour = ''] = naissance.split('-');
  const chiffres = sujet.replaceAll(/\D+/g, '');
  return jour !== '' && [`${jour}${mois}${annee}`, `${annee}${mois}${jour}`].some((date) => chiffres.includes(date));
}
