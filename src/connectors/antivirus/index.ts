export { lireAdresseClamd, type AdresseClamd } from './adresse.ts';
export { AntivirusIndisponible, type Antivirus, type RaisonAntivirus, type Verdict } from './antivirus.ts';
export { clientClamd, type ConfigClamd } from './client-clamd.ts';
