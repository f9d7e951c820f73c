import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('messagerie', {
  pas_de_boite: {
    statut: 409,
    texte:
      'Votre structure n’a pas de boîte MSSanté branchée à Cordée. Appelez, ou demandez à la brancher dans Territoire › Messagerie.',
  },
  sans_adresse: { statut: 409, texte: 'Aucune adresse MSSanté n’est connue pour ce destinataire. Appelez-le.' },
  deja_parti: {
    statut: 409,
    texte: 'Le message est déjà parti : il ne peut plus être repris. Écrivez un message qui le corrige.',
  },
  deja_pris: { statut: 409, texte: 'Quelqu’un a déjà pris ce message.' },
  rien_a_prendre: { statut: 409, texte: 'Ce message n’attend plus personne.' },
  personne_a_qui_repondre: { statut: 409, texte: 'Ce fil n’a pas de correspondant à qui répondre.' },
  pas_en_echec: { statut: 409, texte: 'Ce message n’est pas en échec : il n’y a rien à faire autrement.' },
  autre_objet: { statut: 409, texte: 'Ce fil est déjà rattaché à une autre demande. Ouvrez-la pour continuer.' },
  toujours_illisible: {
    statut: 409,
    texte: 'Ce message ne se lit toujours pas. Il reste ici, entier : téléchargez-le, ou joignez son expéditeur.',
  },
  garde_en_partie: {
    statut: 409,
    texte:
      'Ce message était trop lourd : seul son début est ici. Demandez à son expéditeur de le renvoyer en plusieurs fois.',
  },
  matricule_interdit: {
    statut: 409,
    texte:
      'Ce texte contient un numéro national de santé qui n’est pas celui d’une identité qualifiée : il ne part pas. Retirez-le, le nom et la date de naissance suffisent ; ou qualifiez d’abord l’identité de la personne.',
  },
  rattachement_vide: { statut: 400, texte: 'Choisissez une personne ou une demande à laquelle rattacher ce fil.' },
});
