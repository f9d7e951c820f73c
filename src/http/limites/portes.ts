import type { MiddlewareHandler } from 'hono';
import type { Acteur } from '#acces/acteur.ts';
import { adresseDe } from '../adresse.ts';
import type { Env } from '../contexte.ts';
import type { Limites } from './compteurs.ts';
import type { NomDeLimite } from './regles.ts';

/** Acts that are counted by name, besides every read. Anything not here is only a read or a write like another. */
const ACTES: readonly (readonly [RegExp, NomDeLimite])[] = [
  [/^annuaire\.(chercher|suggestions|fiche)/, 'annuaireParCompte'],
  [/\.(exporter|telecharger)/, 'exportParCompte'],
  [/\.inviter$/, 'invitationParCompte'],
];

/** Counts what an account asks through `/api`; in memory once its window is known: no round trip on what is read often. */
export async function limiterLesActes(limites: Limites | undefined, acteur: Acteur, nom: string): Promise<void> {
  if (limites === undefined) return;
  await limites.compter('lectureParCompte', acteur.id);
  for (const [forme, limite] of ACTES) {
    if (!forme.test(nom)) continue;
    await limites.compter(limite, acteur.id);
    if (limite === 'exportParCompte') await limites.compter('exportParTerritoire', acteur.territoire);
  }
}

/** Counts every request of one door by the address it comes from. */
export function limiterParAdresse(limites: Limites | undefined, nom: NomDeLimite): MiddlewareHandler<Env> {
  return async (c, suite) => {
    if (c.req.method === 'POST') await limites?.compter(nom, adresseDe(c));
    await suite();
  };
}
