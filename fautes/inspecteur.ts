import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const Cibles = z.tuple([z.object({ webSocketDebuggerUrl: z.url() })], z.unknown());
const Reponse = z.object({ id: z.number().optional(), result: z.unknown().optional() });
const Memoire = z.object({ usedSize: z.number() });

const OUVERTURE_MAX_MS = 10_000;
const ENTRE_DEUX_ESSAIS_MS = 20;
const ARRETE = 'le programme inspecté s’est arrêté';

/** The inspector of a running Node: the Chrome DevTools protocol, question by question. */
export interface Inspecteur extends Disposable {
  /** Sends `method` and waits for its result, to be parsed by whoever asked. Fails when the process stops before. */
  readonly demander: (method: string, params?: object) => Promise<unknown>;
}

/** Environment of a Node whose inspector, opened by a signal, will listen on `port` of the loopback. */
export const inspectableSur = (port: number): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --inspect-port=127.0.0.1:${port}`,
});

/** Opens the inspector of a process started with `inspectableSur(port)`. */
export async function inspecter(pid: number, port: number): Promise<Inspecteur> {
  process.kill(pid, 'SIGUSR1');
  const prise = new WebSocket(await adresseDe(port));
  await once(prise, 'open');
  let dernier = 0;
  const demander = async (method: string, params: object = {}): Promise<unknown> => {
    if (prise.readyState !== WebSocket.OPEN) throw new Error(ARRETE);
    const id = (dernier += 1);
    const ecoute = new AbortController();
    const recue = new Promise<unknown>((fin, echouer) => {
      const recevoir = ({ data }: MessageEvent): void => {
        const lue = Reponse.parse(JSON.parse(String(data)));
        if (lue.id === id) fin(lue.result);
      };
      prise.addEventListener('message', recevoir, { signal: ecoute.signal });
      prise.addEventListener('close', () => echouer(new Error(ARRETE)), { signal: ecoute.signal });
    });
    prise.send(JSON.stringify({ id, method, params }));
    return recue.finally(() => ecoute.abort());
  };
  return { demander, [Symbol.dispose]: () => prise.close() };
}

/** What the process still holds once all its garbage is collected, in megabytes. */
export async function memoireVivante({ demander }: Inspecteur): Promise<number> {
  await demander('HeapProfiler.collectGarbage');
  return Memoire.parse(await demander('Runtime.getHeapUsage')).usedSize / 2 ** 20;
}

/** The inspector opens a moment after the signal. */
async function adresseDe(port: number): Promise<string> {
  const limite = performance.now() + OUVERTURE_MAX_MS;
  for (;;) {
    try {
      const reponse = await fetch(`http://127.0.0.1:${port}/json/list`);
      const [cible] = Cibles.parse(await reponse.json());
      return cible.webSocketDebuggerUrl;
    } catch (erreur) {
      if (performance.now() > limite) throw erreur;
      await pause(ENTRE_DEUX_ESSAIS_MS);
    }
  }
}
