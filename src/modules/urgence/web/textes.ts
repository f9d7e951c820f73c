import { AVIS_DE_CONTROLE, CLES_AVIS, CLES_INFORMES, INFORMES } from '../vocabulaire.ts';

export const OUVRIR = {
  titre: 'Accès d’urgence',
  retour: 'Personnes',
  chargement: 'Ouverture de l’accès d’urgence',
  avant: 'Seulement si la personne ne peut pas attendre.',
  suites: [
    'Son dossier s’ouvre pour 4 heures, sauf ce qui est sensible.',
    'Son médecin traitant et le DAC sont prévenus tout de suite.',
    'Vous devrez informer la personne, demain au plus tard.',
  ],
  qui: 'Qui est-ce ?',
  nom: 'Nom de naissance, ou nom utilisé',
  naissance: 'Date de naissance',
  naissanceAide: 'Par exemple 12/03/1942, ou 1942.',
  chercher: 'Chercher cette personne',
  aucun: 'Aucun dossier à ce nom et à cette date.',
  aucunSuite: 'Vérifiez l’orthographe et la date. Si elle n’a pas de dossier, il n’y a rien à ouvrir.',
  changee: 'Vous avez changé le nom ou la date : cherchez à nouveau.',
  candidats: 'Laquelle ?',
  ouvrirTitre: 'Ouvrir son dossier',
  pourquoi: 'Pourquoi maintenant ?',
  texte: 'Que se passe-t-il ?',
  texteAide: 'Une phrase. La personne et la cellule de contrôle pourront la lire.',
  ouvrir: 'Ouvrir son dossier pour 4 heures',
  ouvert: 'Dossier ouvert pour 4 heures.',
} as const;

export const BANDEAU = {
  titre: 'Vous lisez ce dossier en urgence',
  jusque: (heure: string) => `Jusqu’à ${heure}. Ce que vous lisez est noté.`,
  fermer: 'J’ai fini, refermer',
  ferme: 'Accès d’urgence refermé.',
  suites: 'Ce qu’il reste à faire',
} as const;

export const ACCES = {
  titre: 'Accès d’urgence',
  retour: 'Aujourd’hui',
  chargement: 'Chargement de l’accès d’urgence',
  dossier: 'Ouvrir son dossier',
  ouvertPar: (par: string, role: string) => `Ouvert par ${par}, ${role.toLowerCase()}`,
  jusque: 'Ouvert jusqu’à',
  termine: 'Terminé',
  informer: 'Informer la personne',
  informerAide:
    'Dites-lui que son dossier a été ouvert, par qui et pourquoi. Elle peut demander qui l’a lu, et s’y opposer pour la suite.',
  aQui: 'Qui avez-vous informé ?',
  comment: 'Comment, et que lui avez-vous dit ?',
  informerEnvoyer: 'Noter l’information',
  informee: 'Information notée.',
  resteAInformer: 'La personne n’est pas encore informée.',
  dejaInformee: 'Information donnée',
  controler: 'Contrôler cet accès',
  avis: 'Votre avis',
  avisTexte: 'Pourquoi ?',
  controlerEnvoyer: 'Noter le contrôle',
  controlee: 'Contrôle noté.',
  dejaControle: 'Contrôlé',
} as const;

export const OPTIONS_INFORMES = CLES_INFORMES.map((valeur) => ({ valeur, libelle: INFORMES[valeur] }));
export const OPTIONS_AVIS = CLES_AVIS.map((valeur) => ({ valeur, libelle: AVIS_DE_CONTROLE[valeur] }));
