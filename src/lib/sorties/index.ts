export { ouvrirAppel, SortieRefusee, type TlsDeSortie } from './appel.ts';
export { jugerCertificat, type PaireDeclaree } from './certificat.ts';
export { lireMotif, listeDesSorties, VERS_CETTE_MACHINE, type Sorties } from './liste.ts';
export { requeteParSortie, type Requete } from './requete.ts';
