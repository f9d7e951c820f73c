import { Hono, type Context } from 'hono';
import type { Acteur } from '#acces/acteur.ts';
import { refusCommuns } from '#lib/refus.ts';
import { lireTranche, TRANCHE, vuesDesOctets, type EnTeteDePiece } from '#modules/messagerie/index.ts';
import { consulter } from '#socle/executer.ts';
import type { Env, Maison } from './contexte.ts';
import { limiterLesActes } from './limites/index.ts';
import { refuserAutresSites } from './securite.ts';

/** What a browser may do with an attachment opened by itself: nothing but show it. */
const ENFERME = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/**
 * Readers of PDF built in browsers do not start in a sandbox: none of the page's rights either, and only our own pages hold it. A PDF has no
 * access to our origin: it is not a page.
 */
const PDF =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * `GET /api/pieces/<id>?contenu=<rang>&telecharger=1`: octets of an attachment, or of one file inside it. Right, state and trace as for
 * every view, at each request: what was withdrawn is not there any more. Shown only when it is an image or a PDF and says so itself;
 * anything else is handed over as a file.
 */
export function portePieces(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  const vues = vuesDesOctets({ antivirus: maison.antivirus === true });
  app.use(refuserAutresSites(maison));
  app.get('/:id', async (c) => {
    const acteur = c.get('acteur');
    if (acteur === undefined) throw refusCommuns.non_connecte();
    const vue = c.req.query('telecharger') === '1' ? vues.telecharger : vues.montrer;
    await limiterLesActes(maison.limites, acteur, vue.nom);
    const id = c.req.param('id');
    const rang = c.req.query('contenu');
    c.set('tracee', true);
    const entree = { piece: id, ...(rang === undefined ? {} : { contenu: Number(rang) }) };
    const entete = (await consulter(maison.socle, acteur, vue, entree)) as EnTeteDePiece;
    return repondre(c, entete, flux(maison, acteur, id, entete), vue === vues.montrer);
  });
  return app;
}

function repondre(
  c: Context<Env>,
  { nom, taille, mime, montrable }: EnTeteDePiece,
  corps: ReadableStream<Uint8Array>,
  demandee: boolean,
): Response {
  const montree = montrable && demandee;
  return c.body(corps, 200, {
    'content-type': montree ? mime : 'application/octet-stream',
    'content-length': String(taille),
    'content-disposition': `${montree ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(nom.toWellFormed()).replaceAll(/['()*]/g, (l) => `%${l.codePointAt(0)?.toString(16)}`)}`,
    'content-security-policy': montree && mime === 'application/pdf' ? PDF : ENFERME,
    'cache-control': 'no-store',
  });
}

/** Part by part from the base, the right asked again at each: one reader holds one part in memory. */
function flux(
  maison: Maison,
  acteur: Acteur,
  id: string,
  { octets, etats, taille }: EnTeteDePiece,
): ReadableStream<Uint8Array> {
  let place = 0;
  return new ReadableStream<Uint8Array>({
    async pull(sortie) {
      const tranche =
        octets === null
          ? await lireTranche(maison.socle, acteur, { id, etats }, place)
          : octets.subarray(place, place + TRANCHE);
      // The answer is already on its way: cut rather than ended, so that nobody takes the beginning for the whole.
      if (tranche === undefined || (tranche.length === 0 && place < taille)) {
        sortie.error(refusCommuns.introuvable());
        return;
      }
      if (tranche.length > 0) sortie.enqueue(new Uint8Array(tranche));
      place += tranche.length;
      if (place >= taille) sortie.close();
    },
  });
}
