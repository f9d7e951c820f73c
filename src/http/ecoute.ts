import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recevoir = (req: IncomingMessage, res: ServerResponse) => void;

export interface Ecoute {
  readonly port: number;
  /** Gives the doors: until then every request is told that the house is starting. */
  servir(portes: Recevoir, simulateurPsc: Recevoir | undefined): void;
  /** Refuses new requests, cuts the open ones (live streams included), frees the port. */
  fermer(): Promise<void>;
}

export const PREFIXE_PSC = '/simulateurs/psc';

/** Opens the port. Fails with a sentence that says what to do when it is taken. */
export async function ecouter(hote: string, port: number): Promise<Ecoute> {
  let portes: Recevoir | undefined;
  let psc: Recevoir | undefined;
  const serveur = createServer((req, res) => {
    if (psc !== undefined && req.url?.startsWith(`${PREFIXE_PSC}/`) === true) psc(req, res);
    else if (portes !== undefined) portes(req, res);
    else
      res
        .writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' })
        .end('Cordée démarre, encore quelques secondes.');
  });
  await new Promise<void>((resoudre, rejeter) => {
    serveur.once('error', (erreur: NodeJS.ErrnoException) =>
      rejeter(
        erreur.code === 'EADDRINUSE'
          ? new Error(`Le port ${port} est déjà pris. Choisissez-en un autre : PORT=${port + 1} npm start`)
          : erreur,
      ),
    );
    serveur.listen(port, hote, resoudre);
  });
  return {
    port: (serveur.address() as AddressInfo).port,
    servir: (lesPortes, simulateurPsc) => {
      portes = lesPortes;
      psc = simulateurPsc;
    },
    fermer: () =>
      new Promise<void>((resoudre) => {
        serveur.close(() => resoudre());
        serveur.closeAllConnections();
      }),
  };
}
