/** Where this process may send a request, decided once from the configuration. Source: OWASP ASVS 5.0 13.2.4. */
export interface Sorties {
  permet(adresse: URL): boolean;
}

interface Motif {
  readonly hote: string;
  /** Undefined: any port. */
  readonly port: string | undefined;
  /** `*.exemple.fr`: names under it, never itself. */
  readonly dessous: boolean;
}

const NOM = /^(\*\.)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/;

/**
 * `exemple.fr`, `exemple.fr:8443`, `*.exemple.fr` (what is under it), `[::1]`. Undefined when it is none of them: a star alone, or one
 * over a whole top-level domain, opens everything and is not a list.
 */
export function lireMotif(texte: string): Motif | undefined {
  const [, etoile, hote, port] = NOM.exec(texte.trim().toLowerCase()) ?? [];
  if (hote === undefined || (etoile !== undefined && !hote.includes('.'))) return undefined;
  return { hote, port, dessous: etoile !== undefined };
}

const PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** The list in force. Throws on a pattern that cannot be read: half a list is not a list. */
export function listeDesSorties(motifs: readonly string[]): Sorties {
  const lus = motifs.map((texte) => {
    const motif = lireMotif(texte);
    if (motif === undefined) throw new Error('Une adresse de la liste des sorties ne se lit pas.');
    return motif;
  });
  return {
    permet: ({ protocol, hostname, port }) => {
      const portAppele = port === '' ? PORTS[protocol] : port;
      const hote = hostname.toLowerCase();
      return (
        portAppele !== undefined &&
        lus.some(
          (m) =>
            (m.port === undefined || m.port === portAppele) &&
            (m.dessous ? hote.endsWith(`.${m.hote}`) : hote === m.hote),
        )
      );
    },
  };
}

/** This machine only: what a trial and a test may call. */
export const VERS_CETTE_MACHINE: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
