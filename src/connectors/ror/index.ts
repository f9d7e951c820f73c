export { disponibilite } from './capacite.ts';
export { ror } from './extensions.ts';
export { DISCIPLINES, libelleDe, libelleDuSysteme, LIBELLES } from './labels.ts';
export type { TableNationale } from './labels.ts';
export { lireBundleRor, lireFichierRor } from './lire-bundle.ts';
export type * from './types.ts';
