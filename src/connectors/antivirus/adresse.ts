/** Where clamd listens: a socket of this machine, or a port of it. */
export type AdresseClamd = { readonly chemin: string } | { readonly hote: string; readonly port: number };

const PORT_CLAMD = 3310;

/**
 * `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. Undefined when it is neither, or another machine: clamd speaks in clear, and
 * what it is sent are letters about persons.
 */
export function lireAdresseClamd(texte: string): AdresseClamd | undefined {
  const chemin = /^unix:(\/.+)$/.exec(texte)?.[1];
  if (chemin !== undefined) return { chemin };
  const lu = /^tcp:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?\/?$/.exec(texte);
  if (lu === null) return undefined;
  const port = Number(lu[2] ?? PORT_CLAMD);
  return port < 1 || port > 65_535 ? undefined : { hote: (lu[1] ?? '').replaceAll(/[[\]]/g, ''), port };
}
