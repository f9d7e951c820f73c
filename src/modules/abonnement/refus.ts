import { listeDeRefus } from '#lib/refus.ts';
import { LIMITES } from './vocabulaire.ts';

export const refus = listeDeRefus('abonnement', {
  trop: {
    statut: 409,
    texte: `Vous avez déjà ${LIMITES.parProprietaire} abonnements. Supprimez-en un avant d’en créer un autre.`,
  },
  eteint: { statut: 409, texte: 'Cet abonnement est éteint. Créez-en un nouveau.' },
  pas_en_panne: { statut: 409, texte: 'Cet abonnement n’est pas en panne : il n’y a rien à relancer.' },
});
