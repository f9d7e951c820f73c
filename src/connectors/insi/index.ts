export { clientInsi, type ConfigInsi } from './client.ts';
export { type AppelantInsi } from './enveloppe.ts';
export { avecDisjoncteur } from './disjoncteur.ts';
export {
  InsiIndisponible,
  InsiRefuse,
  type AppelInsi,
  type Insi,
  type InsLue,
  type PersonneInsi,
  type ReponseRecherche,
  type ReponseVerification,
  type TraitsInsi,
} from './insi.ts';
