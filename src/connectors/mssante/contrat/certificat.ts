import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificat {
  readonly cle: string;
  readonly certificat: string;
  readonly fichiers: { readonly cle: string; readonly certificat: string };
}

const OPENSSL = '/usr/bin/openssl';

/** Raison de ne pas pouvoir fabriquer de certificat sur cette machine. */
export function sansCertificat(): string | undefined {
  return existsSync(OPENSSL) ? undefined : 'openssl absent de cette machine';
}

/** Certificat de deux jours, signé par lui-même, pour 127.0.0.1 et `nom`. */
export function fabriquerCertificat(dossier: string, nom: string): Certificat {
  const fichiers = { cle: join(dossier, `${nom}.cle.pem`), certificat: join(dossier, `${nom}.pem`) };
  const demande = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${nom}`,
  ];
  const noms = ['-addext', `subjectAltName=DNS:${nom},IP:127.0.0.1`];
  execFileSync(OPENSSL, [...demande, ...noms, '-keyout', fichiers.cle, '-out', fichiers.certificat], {
    stdio: 'ignore',
  });
  return { cle: readFileSync(fichiers.cle, 'utf8'), certificat: readFileSync(fichiers.certificat, 'utf8'), fichiers };
}
