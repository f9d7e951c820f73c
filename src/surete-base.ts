import type { Config } from './config.ts';

/** What the database says of itself, read once at start. */
export interface EtatDeLaBase {
  /** Written in the base at its creation; undefined: nobody has opened it yet. */
  readonly mode: 'essai' | 'reel' | undefined;
  readonly territoires: readonly { readonly code: string; readonly profil: 'essai' | 'reel' }[];
  readonly versionMajeure: number;
  readonly codage: string;
  /** Clock of the database less ours, in milliseconds. */
  readonly ecartMs: number;
  /** Attributes of the account that serves requests. */
  readonly compte: { readonly superutilisateur: boolean; readonly passeLesMurs: boolean; readonly possede: number };
  /** National identities kept, by kind. */
  readonly identites: { readonly reelles: number; readonly deTest: number };
  /** Sessions opened by another means than a card or a key: one proof only. */
  readonly unSeulFacteur: number;
}

const ECART_MAX_MS = 60_000;
const VERSION_MIN = 15;

/** What a house refuses to start with, seen from its database. Pure. Source: HDS-03, INS-03, design security §8. */
export function jugerLaBase({ profil, psc }: Pick<Config, 'profil' | 'psc'>, b: EtatDeLaBase): readonly string[] {
  const attendu = profil === 'essai' ? 'essai' : 'reel';
  const intrus = b.territoires.find((t) => t.profil !== attendu);
  const autreMode = b.mode !== undefined && b.mode !== attendu;
  const phrases: readonly (string | false)[] = [
    attendu === 'reel' &&
      (autreMode || intrus !== undefined) &&
      `Le territoire ${intrus?.code ?? 'de cette base'} est un territoire d’essai : une base d’essai ne peut pas servir à de vrais patients. Donnez une autre base.`,
    attendu === 'essai' &&
      (autreMode || intrus !== undefined) &&
      `Le territoire ${intrus?.code ?? 'de cette base'} contient de vraies données : démarrez avec CORDEE_PROFIL=territoire.`,
    attendu === 'reel' &&
      b.identites.deTest > 0 &&
      'La base porte des identités nationales de test ou de démonstration : elles sont refusées sur une plateforme réelle.',
    attendu === 'essai' &&
      b.identites.reelles > 0 &&
      'La base porte des identités nationales réelles : un essai ne peut pas les ouvrir.',
    psc?.environnement === 'bac-a-sable' &&
      b.identites.reelles > 0 &&
      'CORDEE_PSC=bac-a-sable laisse entrer des professionnels d’essai, et la base porte des identités réelles : prenez production.',
    attendu === 'reel' &&
      b.unSeulFacteur > 0 &&
      `${b.unSeulFacteur} session(s) ouverte(s) avec une seule preuve : chacun entre par sa carte, ou par une clé d’accès avec code ou empreinte.`,
    (b.compte.superutilisateur || b.compte.passeLesMurs) &&
      'Le compte cordee_app est superutilisateur ou passe les murs entre territoires : retirez-lui ces droits.',
    b.compte.possede > 0 && 'Le compte cordee_app possède des tables : il pourrait changer ses propres droits.',
    b.versionMajeure < VERSION_MIN && `PostgreSQL ${b.versionMajeure} est trop ancien : ${VERSION_MIN} au moins.`,
    b.codage !== 'UTF8' && `La base est codée en ${b.codage} : refaites-la en UTF8.`,
    Math.abs(b.ecartMs) > ECART_MAX_MS &&
      `L’horloge de la base et celle de Cordée diffèrent de ${Math.round(Math.abs(b.ecartMs) / 1000)} s : mettez les deux machines à l’heure.`,
  ];
  return phrases.filter((phrase) => phrase !== false);
}
