import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refusCommuns, Refus } from '#lib/refus.ts';
import { consulter, executer } from '#socle/executer.ts';
import type { Env, Maison } from './contexte.ts';
import { lireCorpsJson } from './corps-json.ts';
import { limiterLesActes } from './limites/index.ts';
import { refuserAutresSites } from './securite.ts';

const CORPS_MAX = 30 * 1024 * 1024;

/** `/api/actions/<name>` and `/api/vues/<name>`: the only way of the screens to the house. Bodies, never addresses, carry data. */
export function portesApi(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.use(refuserAutresSites(maison));
  app.use(
    bodyLimit({
      maxSize: CORPS_MAX,
      onError: () => {
        throw new Refus('cordee.trop_lourd', 413, 'L’envoi dépasse 30 Mo. Retirez une pièce jointe ou réduisez-la.');
      },
    }),
  );
  app.post('/actions/:nom', async (c) => {
    const action = maison.registre.actions.get(c.req.param('nom'));
    if (action === undefined) throw refusCommuns.introuvable();
    const acteur = c.get('acteur');
    if (acteur === undefined) throw refusCommuns.non_connecte();
    await limiterLesActes(maison.limites, acteur, action.nom);
    const cle = c.req.header('idempotency-key');
    if (cle !== undefined && !/^[A-Za-z0-9-]{8,64}$/.test(cle))
      throw refusCommuns.entree_invalide('La clé d’unicité de la demande est mal formée.');
    const brut = lireCorpsJson(await c.req.text());
    c.set('tracee', true);
    return c.json((await executer(maison.socle, acteur, action, brut, { cle })) ?? null);
  });
  app.post('/vues/:nom', async (c) => {
    const vue = maison.registre.vues.get(c.req.param('nom'));
    if (vue === undefined) throw refusCommuns.introuvable();
    const acteur = c.get('acteur');
    if (acteur === undefined) throw refusCommuns.non_connecte();
    await limiterLesActes(maison.limites, acteur, vue.nom);
    const brut = lireCorpsJson(await c.req.text());
    c.set('tracee', true);
    return c.json((await consulter(maison.socle, acteur, vue, brut)) ?? null);
  });
  return app;
}
