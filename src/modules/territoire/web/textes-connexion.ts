import { refusConnexion } from '#acces/refus-connexion.ts';
import { refus as refusPsc } from '#connectors/psc/refus.ts';

/** Words of the sign-in screens. */
export const TEXTES = {
  psc: 'Se connecter avec Pro Santé Connect',
  pscAide: 'Avec votre carte CPS, ou votre téléphone si vous avez l’e-CPS.',
  cle: 'Utiliser ma clé d’accès',
  cleAide: 'Si vous avez accepté une invitation, ou enregistré cet appareil.',
  telephone: 'Me connecter avec mon téléphone',
  telephoneAide: 'Si vous avez l’e-CPS : rien à brancher, vous confirmez d’un appui.',
  telephoneNumero: 'Votre numéro RPPS',
  telephoneNumeroAide: '11 chiffres, sur votre carte ou dans l’application e-CPS.',
  telephoneAppeler: 'Appeler mon téléphone',
  telephoneCode: 'Sur votre téléphone, vérifiez que ce code est le même, puis confirmez :',
  telephoneAttente:
    'Cette page continue toute seule. Rien ne vient ? Vérifiez le numéro, le réseau et l’application e-CPS de votre téléphone.',
  telephoneAbandonner: 'Abandonner',
  telephoneRecommencer: 'Recommencer',
  telephoneConfirmer: 'Confirmer avec mon téléphone',
  partage: 'Poste partagé avec d’autres personnes',
  partageAide: 'La session se ferme après 15 minutes sans rien faire (30 sinon), et rien n’est retenu ici.',
  bonjour: 'Sur cet appareil, la dernière fois :',
  oublier: 'Ce n’est pas moi, oublier',
  connuAide: 'L’appareil se souvient seulement du moyen à proposer : il faut toujours prouver qui vous êtes.',
  ensuiteUneCle:
    'Pour ne plus sortir la carte ici, créez une clé d’accès (empreinte, visage ou code) dans Compte › Mes clés.',
  confirmerPsc: 'Confirmer avec Pro Santé Connect',
  confirmerPscAide: 'S’ouvre dans un autre onglet, qui se ferme tout seul ensuite.',
  confirmerImpossible:
    'Aucune clé ni carte ne peut répondre ici. Enregistrez une clé d’accès dans « Compte », ou reconnectez-vous.',
  confirmee: 'C’est confirmé',
  confirmeeAide: 'Vous pouvez fermer cet onglet et revenir au précédent : votre geste y continue tout seul.',
  essai: 'Ici, tout est fictif. Pro Santé Connect y est imité : choisissez une personne, vous entrez à sa place.',
  mondeExterieur: 'Voir les boîtes aux lettres du monde extérieur',
  sansMoyen: 'Aucun moyen de connexion n’est ouvert ici. Joignez la personne qui gère Cordée pour votre territoire.',
  situations: 'En quelle qualité venez-vous ?',
  situationsAide: 'Vos droits dépendent de l’activité que vous exercez maintenant. Vous pourrez en changer.',
} as const;

const LISTES: Readonly<Record<string, Readonly<Record<string, () => { readonly texte: string }>>>> = {
  connexion: refusConnexion,
  psc: refusPsc,
};

/** Sentence of a refusal whose code is in the address; a code nobody wrote gets the general sentence. */
export function texteDuMotif(motif: string): { readonly titre: string; readonly texte: string } {
  const [liste = '', code = ''] = motif.split('.');
  const phrases = Object.hasOwn(LISTES, liste) ? LISTES[liste] : undefined;
  const refus = phrases !== undefined && Object.hasOwn(phrases, code) ? phrases[code]?.() : undefined;
  if (motif === 'connexion.inconnu' || motif === 'connexion.sans_situation') {
    return { titre: 'Vous n’êtes pas encore membre d’un territoire', texte: refus?.texte ?? '' };
  }
  return {
    titre: 'La connexion n’a pas abouti',
    texte: refus?.texte ?? 'Quelque chose n’a pas marché de notre côté. Recommencez dans un instant.',
  };
}
