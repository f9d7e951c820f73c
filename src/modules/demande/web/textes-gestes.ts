import type { Geste } from './adresse.ts';

interface MotsDuGeste {
  /** On the page: what one may do. */
  readonly nom: string;
  readonly titre: string;
  /** In the panel: what happens when pressed. */
  readonly bouton: string;
  readonly fait: string;
}

const memes = (nom: string, bouton: string, fait: string): MotsDuGeste => ({ nom, titre: nom, bouton, fait });

export const GESTES_EN_MOTS: Readonly<Record<Geste, MotsDuGeste>> = {
  confirmer: memes('Confirmer la personne', 'Rattacher à ce dossier', 'Personne confirmée.'),
  preciser: memes(
    'Vérifier ce qui a été compris',
    'Confirmer',
    'C’est noté : le délai suit l’urgence que vous avez confirmée.',
  ),
  accord: memes('Noter l’accord de la personne', 'Noter', 'Accord noté.'),
  complement: memes(
    'Poser une question',
    'Envoyer la question',
    'Question envoyée. Le délai de décision s’arrête jusqu’à la réponse.',
  ),
  noterComplement: memes('Noter sa réponse', 'Noter la réponse', 'Réponse notée. Le délai de décision repart.'),
  decider: memes('Décider', 'Décider et prévenir le demandeur', 'Décision prise, le demandeur est prévenu.'),
  suivre: memes('Passer en suivi', 'Passer en suivi', 'En suivi. Vous en êtes le référent.'),
  veille: memes('Mettre en veille', 'Mettre en veille', 'En veille : Cordée vous rappellera la fin.'),
  reprendre: memes('Reprendre l’analyse', 'Reprendre l’analyse', 'L’analyse reprend.'),
  transmettre: memes('Passer la main', 'Passer la main', 'La main est passée. Votre collègue la voit tout de suite.'),
  clore: memes('Clore la demande', 'Clore la demande', 'Demande close.'),
  annuler: memes(
    'Annuler la demande',
    'Annuler et prévenir le demandeur',
    'Demande annulée, le demandeur est prévenu.',
  ),
  rouvrir: memes('Rouvrir la demande', 'Rouvrir', 'Demande rouverte : elle attend une décision.'),
};

export const CHAMPS = {
  question: 'Votre question',
  questionAide: 'Une seule question écrite, puis le téléphone. Elle part par message ; sa réponse arrivera ici.',
  questionParTelephone: (qui: string) =>
    `Aucune adresse sécurisée n’est connue : vous appellerez ${qui}. La question est gardée ici, le délai de décision continue.`,
  questionAPoser: 'Noter la question à poser au téléphone',
  questionNotee: (qui: string) => `Question gardée. Appelez ${qui}, puis notez sa réponse.`,
  reponse: 'Ce qui vous a été répondu',
  suiteTexte: 'Ce qui est prévu',
  transmettreA: 'À qui passez-vous la main ?',
  transmettreMotif: 'Pourquoi',
  personneAutre: 'Personne d’autre ne répond de cette file pour l’instant.',
  cloreMotif: 'Raison de la clôture',
  cloreSynthese: 'Synthèse',
  cloreSyntheseAide: 'Pour l’équipe : ce qui a été fait, ce qui reste en place.',
  retour: 'Le mot au demandeur',
  retourDejaDit: 'Le demandeur a déjà reçu une réponse. Un dernier mot est facultatif.',
  retourAjouts: 'Votre nom, votre numéro, la prochaine étape et le lien de suivi s’ajoutent tout seuls.',
  parTelephone: 'Je l’ai prévenu par téléphone',
  parTelephonePrecision: 'Aucune adresse sécurisée n’est connue : appelez, puis cochez.',
  annulerRaison: 'Pourquoi annuler ?',
  annulerMotif: 'Le mot au demandeur',
  rouvrirMotif: 'Pourquoi rouvrir',
  decision: 'Que décidez-vous ?',
  prochaine: 'Prochaine étape',
  prochaineJour: 'Le',
  prochaineHeure: 'À quelle heure ?',
  prochaineHeureAide: 'Par exemple 10 h ou 14 h 30.',
  urgence: 'Quand faut-il agir ?',
  attente: 'Ce que le demandeur attend',
  motifs: 'Motifs, cinq au plus',
  motifsAide: 'Le premier de la liste que vous cochez est le motif principal.',
  accord: 'Que sait la personne ?',
  accordMotif: 'Pourquoi son accord est impossible à recueillir',
  dossier: 'Est-ce l’une de ces personnes ?',
  aucune: 'Aucune : créer son dossier',
  aucuneTrouvee: 'Personne ne lui ressemble parmi les dossiers du territoire. Vous pouvez créer le sien.',
  creer: 'Créer son dossier',
  sexe: 'Sexe',
} as const;
