import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface PaireDeTest {
  readonly certificat: string;
  readonly cle: string;
}

const OPENSSL = '/usr/bin/openssl';
const NEUVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Why no certificate can be made on this machine. */
export const sansOpenssl = existsSync(OPENSSL) ? undefined : 'openssl absent de cette machine';

/** An authority of two days, and what it signs: the chains of the tests of mutual TLS. */
export function ouvrirAutorite(dossier: string, nom: string) {
  const fichier = (suffixe: string): string => path.join(dossier, `${nom}.${suffixe}`);
  const openssl = (arguments_: readonly string[]) => execFileSync(OPENSSL, arguments_, { stdio: 'ignore' });
  const [ca, cleCa] = [fichier('ca.pem'), fichier('ca.cle.pem')];
  openssl(['req', '-x509', ...NEUVE, '-days', '2', '-subj', `/CN=${nom}`, '-keyout', cleCa, '-out', ca]);
  return {
    certificat: readFileSync(ca, 'utf8'),
    /** `jours` negative: already over. Valid for 127.0.0.1 too, so that a server may show it. */
    signer(sujet: string, jours = 2): PaireDeTest {
      const [cle, demande, certificat, noms] = ['cle', 'csr', 'pem', 'ext'].map((s) => fichier(`${sujet}.${s}`)) as [
        string,
        string,
        string,
        string,
      ];
      writeFileSync(noms, 'subjectAltName=IP:127.0.0.1\n');
      openssl(['req', '-new', ...NEUVE, '-subj', `/CN=${sujet}`, '-keyout', cle, '-out', demande]);
      const signature = ['-CA', ca, '-CAkey', cleCa, '-CAcreateserial', '-days', String(jours), '-extfile', noms];
      openssl(['x509', '-req', '-in', demande, ...signature, '-out', certificat]);
      return { certificat: readFileSync(certificat, 'utf8'), cle: readFileSync(cle, 'utf8') };
    },
  };
}
