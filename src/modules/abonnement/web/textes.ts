export const TEXTES = {
  titre: 'Abonnements des logiciels',
  chargement: 'Chargement des abonnements',
  retour: 'Territoire',
  vide: 'Aucun logiciel ne s’est abonné. Un abonnement se demande par la porte FHIR.',
  legende: 'Abonnements du territoire',
  relancer: 'Relancer',
  relance: 'Le logiciel est rappelé. Ce qui attendait part s’il répond.',
  eteindre: 'Éteindre',
  eteint: 'L’abonnement est éteint : plus rien ne part.',
  confirmer: 'Éteindre cet abonnement',
  consequence:
    'Ce logiciel ne sera plus prévenu de rien, et ce qui attendait ne partira pas. Il devra s’abonner de nouveau.',
  pasEnPanne: 'Cet abonnement n’est pas en panne : il n’y a rien à relancer.',
  dejaEteint: 'Cet abonnement est déjà éteint.',
  etats: {
    demande: 'Premier appel en cours',
    actif: 'Actif',
    panne: 'En panne',
    eteint: 'Éteint',
  },
} as const;
