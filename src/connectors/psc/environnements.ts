/** `essai` = our simulator; `bac-a-sable` = national test service; `production` = real people. */
export type EnvironnementPsc = 'essai' | 'bac-a-sable' | 'production';

export interface AdressesPsc {
  readonly issuer: string;
  /** Not the standard path: `wallet-openid-configuration`. */
  readonly decouverte: URL;
}

const adresses = (issuer: string): AdressesPsc => ({
  issuer,
  decouverte: new URL(`${issuer}/.well-known/wallet-openid-configuration`),
});

/** Published addresses. Source: domain/interop.md §9. */
export const ADRESSES_PSC: Readonly<Record<Exclude<EnvironnementPsc, 'essai'>, AdressesPsc>> = {
  'bac-a-sable': adresses('https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet'),
  production: adresses('https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet'),
};
