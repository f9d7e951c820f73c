import { suggestions } from '#modules/annuaire/contract.ts';
import { CHEMIN_NOUVELLE_DEMANDE } from '#modules/demande/web/chemins.ts';
import { rechercher } from '#modules/dossier/contract.ts';
import type { SallesVoisines } from '#modules/dossier/web/salles-voisines.ts';
import { lire } from './api.ts';
import {
  CHEMIN_NOTER_APPEL,
  cheminDeLObjet,
  cheminDroitsDe,
  cheminEcrire,
  cheminJournal,
  cheminPersonne,
} from './chemins.ts';
import type { ChercherPartout } from './coquille/RechercheGlobale.tsx';

const avecPatient = (chemin: string, patient: string): string => `${chemin}?patient=${encodeURIComponent(patient)}`;

/** What the page of a person opens elsewhere. */
export const sallesVoisines: SallesVoisines = {
  noterAppel: (patient) => avecPatient(CHEMIN_NOTER_APPEL, patient),
  ecrire: cheminEcrire,
  demander: (patient) => avecPatient(CHEMIN_NOUVELLE_DEMANDE, patient),
  journal: cheminJournal,
  droits: cheminDroitsDe,
  ouvrir: (genre, objet) => cheminDeLObjet(objet, genre),
  chercherContacts: async (texte, signal) =>
    (await lire(suggestions, { texte, genre: 'tous' }, { signal })).map(({ ref, nom, precision }) => ({
      ref,
      nom,
      precision,
    })),
};

/** One field for everything: the persons I may see, then the directory. Each part that fails leaves the other. */
export const chercherPartout: ChercherPartout = async (texte, signal) => {
  const [personnes, contacts] = await Promise.allSettled([
    lire(rechercher, { texte }, { signal }),
    lire(suggestions, { texte, genre: 'tous' }, { signal }),
  ]);
  if (personnes.status === 'rejected' && contacts.status === 'rejected') throw personnes.reason;
  return [
    ...(personnes.status === 'fulfilled' ? personnes.value.personnes : []).map((p) => ({
      cle: `Patient/${p.id}`,
      titre: p.nom,
      precision: 'Personne suivie',
      vers: cheminPersonne(p.id),
    })),
    ...(contacts.status === 'fulfilled' ? contacts.value : []).map((c) => ({
      cle: c.ref,
      titre: c.nom,
      precision: c.precision,
      vers: `/annuaire/fiche?ref=${encodeURIComponent(c.ref)}`,
    })),
  ];
};
