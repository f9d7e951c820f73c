import type { Context } from 'hono';
import { defiDejaPris, depotDefis } from '#acces/depots/defis.ts';
import { depotComptesInvites, depotInvitations } from '#acces/depots/invitations.ts';
import { depotPasskeys } from '#acces/depots/passkeys.ts';
import type { OutilsInvitation } from '#acces/passkey/invitation.ts';
import type { Defi, DepotDefi } from '#acces/passkey/modele.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { poserCookieCourt, prendreCookieCourt, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

/** Puts a question to the keys of this browser: kept on our side, its name in a short cookie. */
export async function questionner<O>(
  connexion: Connexion,
  c: Context<Env>,
  demander: (outils: OutilsInvitation) => Promise<{ defiId: string; options: O }>,
): Promise<O & { [cle: string]: unknown; challenge: string }> {
  await connexion.compterDebut(c);
  const { maison, questions } = connexion;
  const defis = depotDefis(questions, () => maison.horlogeReelle.maintenant());
  const aPoser: Defi[] = [];
  const garder: DepotDefi = { ...defis, poser: (defi) => Promise.resolve(void aPoser.push(defi)) };
  const { defiId, options } = await enTransaction(connexion, garder, demander);
  for (const defi of aPoser) await defis.poser(defi);
  poserCookieCourt(connexion, c, 'defi', defiId);
  return options as O & { [cle: string]: unknown; challenge: string };
}

/** The question is taken first and for good; then everything the answer changes is written together, or nothing. */
export async function repondre<R>(
  connexion: Connexion,
  c: Context<Env>,
  verifier: (outils: OutilsInvitation, defiId: string) => Promise<R>,
): Promise<R> {
  const { maison, questions } = connexion;
  const defiId = prendreCookieCourt(connexion, c, 'defi') ?? '';
  const defi = await depotDefis(questions, () => maison.horlogeReelle.maintenant()).prendre(defiId);
  return enTransaction(connexion, defiDejaPris(defi), (outils) => verifier(outils, defiId));
}

/** For what reads without a question. */
export const sansDefi: DepotDefi = defiDejaPris(undefined);

export function enTransaction<R>(
  connexion: Connexion,
  defis: DepotDefi,
  faire: (outils: OutilsInvitation) => Promise<R>,
): Promise<R> {
  const { maison, cles } = connexion;
  if (cles === undefined) throw refusConnexion.indisponible();
  return maison.socle.base.commun<TablesAcces, R>((sql) =>
    faire({
      config: cles,
      passkeys: depotPasskeys(sql),
      invitations: depotInvitations(sql),
      comptes: depotComptesInvites(sql),
      defis,
      horloge: maison.horlogeReelle,
      secret: nouveauSecret,
      nouvelId: maison.socle.nouvelId,
    }),
  );
}
