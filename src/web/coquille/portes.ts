import { BookUser, CalendarCheck, Map, MessageSquareText, Users } from 'lucide-react';

/** The five doors, same names and order everywhere (interface.md §2). `premierPas` is what an empty door offers. */
export const PORTES = [
  {
    chemin: '/',
    nom: 'Aujourd’hui',
    Icone: CalendarCheck,
    premierPas: 'Ce qu’on attend de vous arrivera ici : à répondre, à faire, pour information.',
  },
  { chemin: '/personnes', nom: 'Personnes', Icone: Users, premierPas: 'Les personnes de votre cercle arriveront ici.' },
  {
    chemin: '/messages',
    nom: 'Messages',
    Icone: MessageSquareText,
    premierPas: 'Vos échanges, par personne puis par structure, arriveront ici.',
  },
  {
    chemin: '/annuaire',
    nom: 'Annuaire',
    Icone: BookUser,
    premierPas: 'Les professionnels et les structures du territoire arriveront ici.',
  },
  {
    chemin: '/territoire',
    nom: 'Territoire',
    Icone: Map,
    premierPas: 'Réunions, protocoles, retours d’expérience et réglages arriveront ici.',
  },
] as const;

/** True when the address is inside the door: « /personnes/12 » is in Personnes, only « / » is Aujourd’hui. */
export function porteOuverte(chemin: string, adresse: string): boolean {
  return chemin === '/' ? adresse === '/' : adresse === chemin || adresse.startsWith(`${chemin}/`);
}
