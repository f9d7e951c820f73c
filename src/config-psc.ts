/** What the environment says of Pro Santé Connect, already read one variable at a time. */
interface VariablesPsc {
  readonly CORDEE_PSC?: 'bac-a-sable' | 'production' | undefined;
  readonly CORDEE_PSC_CLIENT?: string | undefined;
  readonly CORDEE_PSC_SECRET?: string | undefined;
  readonly CORDEE_PSC_CERTIFICAT?: string | undefined;
  readonly CORDEE_PSC_CLE?: string | undefined;
  readonly CORDEE_PSC_AUTORITES?: string | undefined;
  readonly CORDEE_PSC_ESPACE: 'communaute' | 'confiance';
  readonly CORDEE_PSC_TELEPHONE: 'oui' | 'non';
}

export interface PscConfigure {
  readonly environnement: 'bac-a-sable' | 'production';
  readonly clientId: string;
  readonly telephone: boolean;
  readonly espace: 'communaute' | 'confiance';
  /** One or the other, never both. */
  readonly secret: string | undefined;
  readonly tls: TlsConfigure | undefined;
}

/** PEM files of a client certificate. */
export interface TlsConfigure {
  readonly certificat: string;
  readonly cle: string;
  /** Who may sign the service; those of the machine otherwise. */
  readonly autorites: string | undefined;
}

const corriger = (phrase: string): Error => new Error(`Configuration à corriger :\n  - ${phrase}`);

/**
 * All or nothing: an address without a name or a proof would open a door that refuses everybody. The proof is a secret or a certificate,
 * never both; in the trusted space, a certificate. Source: droit-et-securite.md AUTH-02.
 */
export function lirePsc(e: VariablesPsc): PscConfigure | undefined {
  const { CORDEE_PSC: environnement, CORDEE_PSC_CLIENT: clientId, CORDEE_PSC_SECRET: secret } = e;
  const espace = e.CORDEE_PSC_ESPACE;
  const tls = lireTls(e);
  if (environnement === undefined && clientId === undefined && secret === undefined && tls === undefined)
    return undefined;
  if (environnement === undefined || clientId === undefined || (secret === undefined && tls === undefined))
    throw corriger(
      'Pro Santé Connect demande ensemble CORDEE_PSC, CORDEE_PSC_CLIENT, et CORDEE_PSC_SECRET ou un certificat (CORDEE_PSC_CERTIFICAT, CORDEE_PSC_CLE).',
    );
  if (secret !== undefined && tls !== undefined)
    throw corriger(
      'Pro Santé Connect se prouve par CORDEE_PSC_SECRET ou par CORDEE_PSC_CERTIFICAT : retirez l’un des deux.',
    );
  if (espace === 'confiance' && tls === undefined)
    throw corriger(
      'L’espace de confiance demande un certificat : donnez CORDEE_PSC_CERTIFICAT et CORDEE_PSC_CLE à la place de CORDEE_PSC_SECRET.',
    );
  return { environnement, clientId, secret, tls, espace, telephone: e.CORDEE_PSC_TELEPHONE === 'oui' };
}

function lireTls(e: VariablesPsc): TlsConfigure | undefined {
  const { CORDEE_PSC_CERTIFICAT: certificat, CORDEE_PSC_CLE: cle, CORDEE_PSC_AUTORITES: autorites } = e;
  if (certificat === undefined && cle === undefined) return undefined;
  if (certificat === undefined || cle === undefined)
    throw corriger(
      'Le certificat de Pro Santé Connect et sa clé se donnent ensemble (CORDEE_PSC_CERTIFICAT, CORDEE_PSC_CLE).',
    );
  return { certificat, cle, autorites };
}
