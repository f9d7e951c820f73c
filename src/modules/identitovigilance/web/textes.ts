import type { TraitVu } from '../contract-vues.ts';

export const QUALIFIER = {
  titre: 'Qualifier l’identité',
  retour: 'Identité et coordonnées',
  chargement: 'Chargement de l’identité',
  finie: 'Identité qualifiée. Documents, messages à la personne et dépôt dans Mon espace santé sont possibles.',
  revenir: 'Revenir au dossier',
  geste1: '1. Retrouver son identité nationale',
  geste1Fait: '1. Identité nationale retrouvée',
  chercher: 'Chercher dans le téléservice national',
  rechercher: 'Chercher à nouveau',
  ouScan: 'Ou lire le code d’un document',
  enCours: 'Recherche en cours',
  enCoursSuite: 'La réponse arrive ici toute seule. Vous pouvez continuer : voyez une pièce d’identité.',
  panne: 'Le téléservice national ne répond pas',
  panneSuite: (heure: string) =>
    `Rien n’est perdu : Cordée redemande seule à ${heure}. En attendant, voyez une pièce d’identité ; les soins continuent.`,
  geste2: '2. Voir une pièce d’identité',
  geste2Fait: '2. Pièce d’identité vue',
  piece: 'Quelle pièce avez-vous vue ?',
  pieceAide: 'Comparez le nom de naissance, les prénoms et la date. Aucune copie n’est gardée.',
  parent: 'J’ai vu aussi la pièce d’identité d’un parent',
  perimee: 'Cette pièce est périmée',
  ehpad: 'La personne est résidente d’un EHPAD',
  vue: 'J’ai vu cette pièce',
  notee: 'Pièce notée.',
  scan: {
    appliquee: 'Identité lue sur le document. Il reste à voir une pièce d’identité.',
    deja: 'Ce document porte l’identité déjà connue.',
    differente: 'Ce document n’est pas celui de cette personne, ou un trait est faux. Rien n’a été changé.',
    bloquee: 'Cette identité est marquée douteuse : levez d’abord cette marque.',
    incomplete: 'Il manque un trait pour appliquer cette lecture : complétez le code du lieu de naissance.',
    a_verifier: 'Code lu. L’identité sera retenue quand le téléservice national l’aura confirmée.',
  },
  comparaison: 'Traits comparés un par un',
} as const;

export const COMPARAISON = {
  trait: 'Trait',
  ici: 'Dans ce dossier',
  ailleurs: 'Sur l’autre',
  accord: 'Accord',
  rien: 'non dit',
} as const;

export const ACCORDS: Readonly<Record<TraitVu['accord'], string>> = {
  identique: 'Pareil',
  different: 'Différent',
  absent: 'Non dit d’un côté',
  incomplet: 'Incomplet',
};

export const IDENTITES = {
  titre: 'Identités à vérifier',
  chargement: 'Chargement des identités',
  carte: 'Identités',
  carteVide: 'Aucun doublon ni identité à vérifier.',
  cartePhrase: 'Doublons possibles et réponses du téléservice national qui attendent quelqu’un.',
  ouvrir: 'Ouvrir la file',
  doublons: 'Doublons possibles',
  doublonsVide: 'Aucun doublon possible. Cordée compare chaque dossier nouveau ou corrigé avec tous les autres.',
  aVerifier: 'Réponses du téléservice national à regarder',
  fusions: 'Dossiers réunis, que l’on peut encore séparer',
  porteur: (qui: string) => `${qui} doit trancher`,
  matricule: 'Même identité nationale',
  collision: 'Traits contradictoires : deux personnes décident',
  meme: 'C’est la même personne',
  distinctes: 'Ce sont deux personnes',
  garder: 'Quel dossier garder ?',
  garderAide: 'L’autre y est réuni : tout le suit, l’ancienne adresse y mène. Vous pouvez revenir en arrière 30 jours.',
  motif: 'Pourquoi ?',
  motifReunir: 'Par exemple : même pièce d’identité, deux saisies.',
  reunir: 'Réunir les deux dossiers',
  proposer: 'Proposer de les réunir',
  proposee: 'Proposé. Une autre personne de l’identitovigilance doit confirmer.',
  reunis: 'Dossiers réunis. Les deux cercles sont prévenus.',
  homonymes: 'Ce sont des homonymes : le signaler sur les deux dossiers',
  separer: 'Confirmer que ce sont deux personnes',
  ecartes: 'Noté. Ces deux dossiers ne seront plus proposés.',
  propositionDe: (par: string, motif: string) => `${par} propose de les réunir : ${motif}`,
  attendreAutre: 'Vous avez proposé cette réunion : une autre personne doit la confirmer.',
  confirmer: 'Confirmer la réunion',
  refuser: 'Refuser',
  regarde: 'C’est vérifié',
  regardeMotif: 'Qu’avez-vous constaté ?',
  regardee: 'Noté.',
  reuni: (nom: string) => `Dossiers réunis : ${nom}`,
  defaire: 'Séparer ces dossiers',
  defaireAide: 'Chaque dossier redevient ce qu’il était. Ce qui a été écrit depuis reste sur le dossier gardé.',
  defaite: (restes: number) =>
    restes === 0
      ? 'Dossiers séparés.'
      : `Dossiers séparés. ${restes} éléments écrits depuis restent sur le dossier gardé : relisez-les.`,
  jusqua: (jour: string) => `jusqu’au ${jour}`,
  destinataires: 'Qui a reçu des documents',
} as const;

export const DESTINATAIRES = {
  titre: 'Qui a reçu des documents',
  retour: 'Identités à vérifier',
  chargement: 'Chargement des envois',
  aide: 'À prévenir si un document est parti sous une identité fausse. Cette consultation est notée dans le journal des accès.',
  vide: 'Rien n’est parti au sujet de cette personne.',
  qui: 'Destinataire',
  quoi: 'Ce qui est parti',
  quand: 'Quand',
  adresse: 'Adresse',
  usurpation: 'Quelqu’un a utilisé cette identité',
  usurpationAide:
    'L’identité est gelée et marquée douteuse ; ce qui attend de partir s’arrête ; le cercle est prévenu.',
  geler: 'Geler cette identité',
  gelee: (arretes: number) =>
    arretes === 0 ? 'Identité gelée.' : `Identité gelée. ${arretes} messages en attente arrêtés.`,
  degeler: 'Lever le gel',
  degelee: 'Gel levé. Levez aussi le doute sur l’identité, pièce en main.',
  motif: 'Que s’est-il passé ?',
} as const;
