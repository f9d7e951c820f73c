import { createPrivateKey, X509Certificate } from 'node:crypto';

/** The two files of a client certificate, as they were read; undefined: the file could not be read. */
export interface PaireDeclaree {
  readonly certificat: string | undefined;
  readonly cle: string | undefined;
}

/**
 * Why this certificate may not serve, in words for whoever runs the house; undefined when it may. A certificate that cannot work must
 * stop the start, not the first person who comes to sign in. Pure: the time is an argument.
 */
export function jugerCertificat({ certificat, cle }: PaireDeclaree, maintenant: Date): string | undefined {
  if (certificat === undefined) return 'le certificat ne se lit pas : vérifiez le chemin et les droits du fichier';
  if (cle === undefined) return 'la clé du certificat ne se lit pas : vérifiez le chemin et les droits du fichier';
  const lu = essayer(() => new X509Certificate(certificat));
  if (lu === undefined) return 'le fichier du certificat n’est pas un certificat PEM';
  const clePrivee = essayer(() => createPrivateKey(cle));
  if (clePrivee === undefined) return 'le fichier de la clé n’est pas une clé privée PEM sans mot de passe';
  if (!lu.checkPrivateKey(clePrivee)) return 'la clé n’est pas celle du certificat : prenez la paire reçue ensemble';
  if (maintenant < lu.validFromDate) return `le certificat ne vaut qu’à partir du ${jour(lu.validFromDate)}`;
  if (maintenant > lu.validToDate) return `le certificat a expiré le ${jour(lu.validToDate)} : demandez le suivant`;
  return undefined;
}

const jour = (date: Date): string => new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC' }).format(date);

/** The reason given by the library names bytes of the file: only the fact that it failed is kept. */
function essayer<T>(lire: () => T): T | undefined {
  try {
    return lire();
  } catch {
    return undefined;
  }
}
