import { readFileSync } from 'node:fs';
import { domaineDesVoisins } from '#connectors/psc/decouverte.ts';
import { ADRESSES_PSC } from '#connectors/psc/environnements.ts';
import { lireMotif, listeDesSorties, VERS_CETTE_MACHINE, type Sorties, type TlsDeSortie } from '#lib/sorties/index.ts';
import type { Config } from './config.ts';
import type { TlsConfigure } from './config-psc.ts';

/** `CORDEE_SORTIES`, one pattern a comma. Throws in French when one cannot be read, or opens everything. */
export function lireSorties(texte: string | undefined): readonly string[] {
  const motifs = (texte ?? '')
    .split(',')
    .map((motif) => motif.trim())
    .filter((motif) => motif !== '');
  if (motifs.some((motif) => lireMotif(motif) === undefined))
    throw new Error(
      'Configuration à corriger :\n  - CORDEE_SORTIES : des noms de machines séparés par des virgules (logiciel.exemple.fr, *.hopital.fr:8443) ; jamais tout le monde.',
    );
  return motifs;
}

/** Everything this house may call by HTTP: the services it is connected to, and the receivers its operator named. The trial: this machine. */
export function sortiesDe(config: Pick<Config, 'profil' | 'psc' | 'insi' | 'sorties'>, origine: string): Sorties {
  if (config.profil === 'essai')
    return listeDesSorties([...VERS_CETTE_MACHINE, new URL(origine).hostname, ...config.sorties]);
  return listeDesSorties([...config.sorties, ...versPsc(config.psc), ...versInsi(config.insi)]);
}

/** A service answers at one port: the others of its machine are not it. */
const hoteEtPort = ({ hostname, port }: URL): string => `${hostname}:${port === '' ? '443' : port}`;

function versPsc(psc: Config['psc']): readonly string[] {
  if (psc === undefined) return [];
  const issuer = new URL(ADRESSES_PSC[psc.environnement].issuer);
  const voisins = psc.tls === undefined ? undefined : domaineDesVoisins(issuer);
  return [hoteEtPort(issuer), ...(voisins === undefined ? [] : [`*.${voisins}`])];
}

const versInsi = (insi: Config['insi']): readonly string[] =>
  insi === undefined ? [] : [hoteEtPort(new URL(insi.adresse))];

/** The files of a client certificate; they were judged at the start (`surete.ts`). */
export function lireTls(tls: TlsConfigure | undefined): TlsDeSortie {
  const lire = (chemin: string | undefined): string | undefined =>
    chemin === undefined ? undefined : readFileSync(chemin, 'utf8');
  return { certificat: lire(tls?.certificat), cle: lire(tls?.cle), autorites: lire(tls?.autorites) };
}
