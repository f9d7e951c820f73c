export const TEXTES = {
  titre: 'Aujourd’hui',
  chargement: 'Chargement de votre journée',
  demander: 'Demander un appui',
  noterAppel: 'Noter un appel',
  voirFile: 'Voir toutes les demandes',
  repondre: 'À répondre',
  repondreVide: 'Personne n’attend votre réponse.',
  faire: 'À faire',
  faireVide: 'Rien à faire pour l’instant. Ce que vous prenez arrivera ici, avec sa date.',
  information: 'Pour information',
  informationVide: 'Ce que les autres font autour de vos situations se lira ici.',
  toutVide: 'Rien n’attend aujourd’hui.',
  toutVideSuite: 'Ce qu’on attend de vous arrivera ici : à répondre, à faire, pour information.',
  sansQualite: 'Votre compte n’ouvre encore aucun dossier.',
  genres: {
    demande: 'Demande d’appui',
    orientation: 'Orientation',
    tache: 'Tâche',
    message: 'Message',
    appel: 'Appel',
  } as Readonly<Record<string, string>>,
  fermee: {
    se_clot:
      'Vous l’avez toujours en main, mais vous ne pouvez plus l’ouvrir. Closez-la, ou passez-la à la personne responsable : rien de plus ne sera lu.',
    se_passe:
      'Vous l’avez toujours en main, mais vous ne pouvez plus l’ouvrir. Passez-la à la personne responsable : rien de plus ne sera lu.',
  },
  sortirDesMains: 'la clore ou la passer',
  fermeeAttend: 'Elle est dans les mains de quelqu’un d’autre : vous n’avez rien à faire.',
  clore: 'Clore',
  passer: 'Passer au responsable',
  cloreTitre: 'Clore sans l’ouvrir ?',
  cloreSuite:
    'Plus personne ne sera relancé. Le fil dira que vous avez clos parce que la personne s’est opposée au partage. Aucun message ne part.',
  cloreOui: 'Oui, clore',
  close: 'C’est clos. Plus personne n’est attendu.',
  passee: (a: string) => `C’est passé à ${a}.`,
} as const;
