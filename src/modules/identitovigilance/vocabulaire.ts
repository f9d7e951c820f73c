import type { IssueInsi } from './tables.ts';

/** What INSi answered, in words, and what to do about it. */
export const ISSUES_EN_MOTS: Readonly<Record<IssueInsi, { readonly mots: string; readonly aFaire: string }>> = {
  appliquee: { mots: 'Identité retrouvée dans le téléservice national.', aFaire: 'Vérifiez une pièce d’identité.' },
  deja: { mots: 'Le téléservice national confirme l’identité déjà connue.', aFaire: 'Rien à faire.' },
  differente: {
    mots: 'Le téléservice national connaît cette personne avec des traits différents.',
    aFaire: 'Comparez avec sa pièce d’identité, corrigez le trait faux, puis relancez la recherche.',
  },
  bloquee: { mots: 'L’identité est marquée douteuse ou fictive.', aFaire: 'Levez d’abord cette marque.' },
  incomplete: {
    mots: 'Il manque un trait pour qualifier l’identité.',
    aFaire: 'Complétez le code du lieu de naissance, puis relancez la recherche.',
  },
  aucune: {
    mots: 'Le téléservice national ne trouve personne avec ces traits.',
    aFaire:
      'Relisez les traits sur la pièce d’identité : nom de naissance, premier prénom, date. Puis relancez la recherche.',
  },
  plusieurs: {
    mots: 'Plusieurs personnes ont ces traits.',
    aFaire: 'Ajoutez le code du lieu de naissance, puis relancez la recherche.',
  },
  non_conforme: {
    mots: 'Le matricule lu sur le document n’est pas celui de cette personne.',
    aFaire: 'Vérifiez que le document est bien le sien. Sinon, signalez un doute sur l’identité.',
  },
  changee: {
    mots: 'Le téléservice national donne maintenant un autre matricule à cette personne.',
    aFaire: 'Relancez la recherche : le nouveau matricule remplace l’ancien, qui reste connu.',
  },
  refusee: {
    mots: 'Le téléservice national n’a pas traité la demande.',
    aFaire: 'Vérifiez une pièce d’identité en attendant ; l’administrateur regarde le raccordement.',
  },
};
