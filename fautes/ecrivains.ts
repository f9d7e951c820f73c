import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RegistreDesAccuses } from './accuses.ts';
import type { Client } from './client.ts';

/** A write sent whose answer never came: done whole, or not at all, but never half. */
export interface EnVol {
  readonly cle: string;
  readonly action: string;
  readonly entree: unknown;
}

export interface Salve {
  /** Stops when the connection falls; returns what was in flight. */
  readonly fin: Promise<readonly EnVol[]>;
  accuses(): number;
}

const Sortie = z.object({ id: z.string() });
const NOMS = ['Essai', 'Exemple', 'Fictive', 'Modèle', 'Témoin'];

const GESTES = [
  (n: number) => ({
    action: 'liaison.noterAppel',
    entree: {
      autre: { nom: `Correspondant ${n}` },
      motif: 'nouvelles',
      decision: `Rappeler demain (${n}).`,
      quiFaitQuoi: [{ qui: 'moi', quoi: `Rappeler (${n})` }],
    },
  }),
  (n: number) => ({
    action: 'demande.deposer',
    entree: {
      personne: { nom: `${NOMS[n % NOMS.length] ?? ''} ${n}`, naissance: String(1920 + (n % 80)) },
      texte: `Demande d’essai ${n}.`,
      urgence: 'U3',
      motifs: ['MAD'],
    },
  }),
] as const;

/** Several writers at once, each sending its next write as soon as the former is acknowledged, until the server falls. */
export function lancerEcrivains(client: Client, nombre: number, registre: RegistreDesAccuses): Salve {
  let accuses = 0;
  let rang = 0;
  const ecrire = async (): Promise<EnVol> => {
    for (;;) {
      rang += 1;
      const geste = GESTES[rang % GESTES.length];
      if (geste === undefined) throw new Error('aucun geste à jouer');
      const { action, entree } = geste(rang);
      const cle = randomUUID();
      const reponse = await client.agir(action, entree, cle);
      if (reponse === null || reponse.statut >= 500) return { cle, action, entree };
      if (reponse.statut !== 200)
        throw new Error(`${action} est refusée (${reponse.statut}) : ${JSON.stringify(reponse.corps)}`);
      await registre.noter({ cle, action, id: Sortie.parse(reponse.corps).id });
      accuses += 1;
    }
  };
  return { fin: Promise.all(Array.from({ length: nombre }, ecrire)), accuses: () => accuses };
}
