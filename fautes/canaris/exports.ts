import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { MaisonDesCanaris } from './maison.ts';
import type { Entree } from './personnages.ts';

const Manifeste = z.object({ output: z.array(z.object({ url: z.url() })) });
const ESSAIS = 100;

/** A whole bulk export, from the demand to the last file: everything it said. */
export async function exporterTout({ app }: MaisonDesCanaris, entree: Entree): Promise<string> {
  const dit: string[] = [];
  const demander = async (url: string, entetes: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const reponse = await app.request(url, { headers: { ...(await entree()), ...entetes } });
    dit.push([...reponse.headers].flat().join(' '));
    return reponse;
  };
  const debut = await demander('http://localhost:1/fhir/$export', { prefer: 'respond-async' });
  const suivi = debut.headers.get('content-location');
  dit.push(await debut.text());
  if (suivi === null) return dit.join('\n');
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    const etat = await demander(suivi);
    const texte = await etat.text();
    dit.push(texte);
    if (etat.status === 200) {
      for (const { url } of Manifeste.parse(JSON.parse(texte)).output) dit.push(await (await demander(url)).text());
      return dit.join('\n');
    }
    await pause(50);
  }
  throw new Error('l’export n’a pas fini');
}
