import type { NouvelId } from '#lib/ids.ts';
import type { Horloge } from '#lib/horloge.ts';

/** One registered passkey. Nothing here is secret: the private key never leaves the device. */
export interface Passkey {
  /** base64url, chosen by the device; unique over all accounts. */
  readonly credentialId: string;
  readonly compteId: string;
  /** COSE key, as received. */
  readonly clePublique: Uint8Array;
  /** Number of uses declared by the device; always 0 for keys kept in a cloud account. */
  readonly compteur: number;
  readonly transports: readonly string[];
  /** Kept in a cloud account: survives the loss of the device. */
  readonly sauvegardee: boolean;
  /** Name given by the person ("Téléphone de Rose"). */
  readonly nom: string;
  readonly creeLe: Date;
  readonly utiliseeLe: Date | undefined;
}

export interface DepotPasskey {
  trouver(credentialId: string): Promise<Passkey | undefined>;
  lister(compteId: string): Promise<readonly Passkey[]>;
  /** False when the credential already exists, whoever owns it. */
  ajouter(passkey: Passkey): Promise<boolean>;
  /** Writes only if the stored counter is still `avant`; false otherwise (two uses at once). */
  majCompteur(credentialId: string, avant: number, apres: number, le: Date): Promise<boolean>;
}

export type UsageDefi = 'inscription' | 'connexion';

/** One question asked to one browser: its id goes in a HttpOnly cookie, its value to the device. */
export interface Defi {
  readonly id: string;
  readonly usage: UsageDefi;
  readonly valeur: string;
  /** Account this answer must belong to; undefined for a sign-in where the key says who comes. */
  readonly compteId: string | undefined;
  readonly expireLe: Date;
}

export interface DepotDefi {
  poser(defi: Defi): Promise<void>;
  /** Reads and deletes in one step: a question is answered once, right or wrong. */
  prendre(id: string): Promise<Defi | undefined>;
}

export interface ConfigurationPasskey {
  /** Host name of the site, without port. Never an IP address: browsers refuse it. */
  readonly rpId: string;
  readonly nomDuSite: string;
  readonly origines: readonly string[];
}

export interface OutilsPasskey {
  readonly config: ConfigurationPasskey;
  readonly passkeys: DepotPasskey;
  readonly defis: DepotDefi;
  readonly horloge: Horloge;
  /** 32 random bytes in base64url: `nouveauSecret` of #lib/ids.ts. */
  readonly secret: NouvelId;
}

/** Settings from the public address of the site. Throws when passkeys cannot work there (IP address, or http elsewhere than localhost). */
export function configurerPasskeys(origine: string, nomDuSite: string): ConfigurationPasskey {
  const { protocol, hostname, origin } = new URL(origine);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (/^[\d.]+$|:|^\[/.test(hostname))
    throw new RangeError('passkey : l’adresse publique doit être un nom, pas une adresse IP');
  if (protocol !== 'https:' && !local) throw new RangeError('passkey : l’adresse publique doit commencer par https');
  return { rpId: hostname, nomDuSite, origines: [origin] };
}
