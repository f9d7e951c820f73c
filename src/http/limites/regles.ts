/** How often something may be asked, and what happens when the counter itself does not answer. */
export interface Limite {
  readonly nom: string;
  readonly maximum: number;
  readonly fenetreS: number;
  /** Without a counter: `ferme` refuses (signing in, taking data away), `ouvert` lets through (reading one's own persons). */
  readonly sansCompteur: 'ferme' | 'ouvert';
  readonly texte: string;
}

const MINUTE_S = 60;
const HEURE_S = 3600;

/**
 * Limits per account, address and territory. An address may be a whole hospital behind one proxy: its limits are wide, those of an
 * account are narrow. Source: design security §5 (rate limits), ASVS 2.4.1 and 6.3.1.
 */
export const LIMITES = {
  connexionParAdresse: {
    nom: 'connexion.adresse',
    maximum: 300,
    fenetreS: MINUTE_S,
    sansCompteur: 'ferme',
    texte: 'Trop de connexions sont parties d’ici en une minute. Attendez une minute, puis recommencez.',
  },
  connexionParCompte: {
    nom: 'connexion.compte',
    maximum: 10,
    fenetreS: 15 * MINUTE_S,
    sansCompteur: 'ferme',
    texte: 'Trop d’essais de connexion pour ce compte. Attendez un quart d’heure, ou entrez avec votre carte.',
  },
  lienParAdresse: {
    nom: 'lien.adresse',
    maximum: 60,
    fenetreS: 10 * MINUTE_S,
    sansCompteur: 'ouvert',
    texte: 'Trop de liens ont été essayés d’ici. Attendez dix minutes, puis rouvrez le lien reçu.',
  },
  logicielParAdresse: {
    nom: 'oauth.adresse',
    maximum: 600,
    fenetreS: MINUTE_S,
    sansCompteur: 'ferme',
    texte: 'Trop de demandes de jeton sont parties d’ici en une minute. Attendez une minute.',
  },
  exportParCompte: {
    nom: 'export.compte',
    maximum: 10,
    fenetreS: HEURE_S,
    sansCompteur: 'ferme',
    texte: 'Vous avez déjà demandé plusieurs exports cette heure-ci. Le prochain sera possible dans une heure.',
  },
  exportParTerritoire: {
    nom: 'export.territoire',
    maximum: 60,
    fenetreS: HEURE_S,
    sansCompteur: 'ferme',
    texte: 'Le territoire a déjà demandé beaucoup d’exports cette heure-ci. Réessayez dans une heure.',
  },
  annuaireParCompte: {
    nom: 'annuaire.compte',
    maximum: 120,
    fenetreS: MINUTE_S,
    sansCompteur: 'ferme',
    texte: 'Vous cherchez très vite dans l’annuaire. Attendez une minute, puis reprenez.',
  },
  invitationParCompte: {
    nom: 'invitation.compte',
    maximum: 20,
    fenetreS: HEURE_S,
    sansCompteur: 'ferme',
    texte: 'Vous avez déjà invité vingt personnes cette heure-ci. Les suivantes attendront une heure.',
  },
  lectureParCompte: {
    nom: 'lecture.compte',
    maximum: 1200,
    fenetreS: MINUTE_S,
    sansCompteur: 'ouvert',
    texte: 'Trop de pages ont été demandées en une minute. Attendez une minute, puis reprenez.',
  },
} as const satisfies Readonly<Record<string, Limite>>;

export type NomDeLimite = keyof typeof LIMITES;
