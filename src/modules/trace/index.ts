export { lireReglageTrace, dureesDeGarde, type ReglageTrace } from './reglages.ts';
export { ancrer, type EcrireAuDelegue } from './sceau/ancrer.ts';
export { cleEphemere, ouvrirCleDeSceau, type CleDeSceau } from './sceau/cle.ts';
export { exporterLeJournal } from './sceau/exporter.ts';
export { purgerLeJournal } from './sceau/purger.ts';
export { sceller } from './sceau/sceller.ts';
export { quiEstTouche, type Touchee } from './sceau/toucher.ts';
