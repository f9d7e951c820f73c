import { Hono } from 'hono';
import { Refus } from '#lib/refus.ts';
import type { Env, Maison } from './contexte.ts';
import { refuserAutresSites } from './securite.ts';

/** `/api/lien`: which page a link opens, nothing else. `identifier` has already refused an unknown or expired one with a 404. */
export function porteLien(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.use(refuserAutresSites(maison));
  app.post('/', (c) => {
    const acteur = c.get('acteur');
    if (acteur?.lien === undefined) {
      throw new Refus(
        'cordee.lien_absent',
        404,
        'Cette adresse est incomplète. Ouvrez le lien depuis le message que vous avez reçu.',
      );
    }
    const utilise = 'utilise' in acteur && acteur.utilise === true;
    return c.json({ usage: acteur.lien.usage, utilise, pour: acteur.nom });
  });
  return app;
}
