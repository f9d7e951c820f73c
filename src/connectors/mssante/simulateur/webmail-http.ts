import { createHash } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { z } from 'zod';
import { ErreurMssante, type RefusDestinataire } from '../erreurs.ts';
import type { PieceJointe } from '../boite.ts';
import { nomDePiece } from '../lire-message.ts';
import { dateLisible, pageEntiere, type Boite, type Page } from './webmail-gabarit.ts';
import { pageAbsente, pageBoites, pageEcriture, pageLecture, pageReception, type Brouillon } from './webmail-pages.ts';
import { STYLE_WEBMAIL } from './webmail-style.ts';
import type { MessageDuWebmail, Webmail } from './webmail.ts';

export interface ReglagesWebmailHttp {
  readonly webmail: Webmail;
  /** Chemin où l'application est montée, sans barre finale. */
  readonly base?: string;
}

const MEGA = 1024 * 1024;
const PIECE_MAX = 10 * MEGA;

const POLITIQUE = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const Formulaire = z.object({
  a: z.string().trim(),
  sujet: z.string().trim(),
  texte: z.string(),
  repondre: z.string().regex(/^\d{0,10}$/),
  citer: z.literal('oui').optional(),
});

/** Identifiant d'une boîte dans les adresses de page : jamais l'adresse elle-même, celle d'un patient contient son INS. */
export function idDeBoite(adresse: string): string {
  return createHash('sha256').update(adresse.toLowerCase()).digest('hex').slice(0, 16);
}

/**
 * Un formulaire d'un autre site ne peut pas écrire ici. `Sec-Fetch-Site` d'abord : avec `Referrer-Policy: no-referrer` les navigateurs
 * envoient `Origin: null` même depuis nos pages. Sans l'un ni l'autre, c'est refusé.
 */
const refuserAutresSites: MiddlewareHandler = async (c, suite) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const site = c.req.header('sec-fetch-site');
    const origine = c.req.header('origin');
    const memeOrigine =
      origine !== undefined && URL.canParse(origine) && new URL(origine).host === c.req.header('host');
    const permis =
      site === undefined
        ? memeOrigine
        : site === 'same-origin' && (memeOrigine || origine === undefined || origine === 'null');
    if (!permis) {
      return c.text('La demande ne vient pas d’une page de cette messagerie.', 403);
    }
  }
  return suite();
};

const entetes: MiddlewareHandler = async (c, suite) => {
  await suite();
  c.header('content-security-policy', c.res.headers.get('content-security-policy') ?? POLITIQUE);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('cache-control', 'no-store');
};

function citation(origine: MessageDuWebmail): string {
  const { message } = origine;
  if (message.nature === 'illisible') {
    return '';
  }
  const cite = message.texte.split('\n').map((ligne) => `> ${ligne}`);
  return `\n\nLe ${dateLisible(message.date)}, ${message.de.nom || message.de.adresse} a écrit :\n\n${cite.join('\n')}`;
}

function sujetDeReponse(sujet: string): string {
  return /^re\s*:/i.test(sujet) ? sujet : `RE : ${sujet}`;
}

async function pieceDu(fichier: unknown): Promise<PieceJointe[]> {
  if (!(fichier instanceof File) || fichier.size === 0) {
    return [];
  }
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(fichier.type) ? fichier.type : 'application/octet-stream';
  return [{ nom: nomDePiece(fichier.name, 0), type, octets: new Uint8Array(await fichier.arrayBuffer()) }];
}

class PortesWebmail {
  readonly #webmail: Webmail;
  readonly #base: string;

  constructor(webmail: Webmail, base: string) {
    this.#webmail = webmail;
    this.#base = base;
  }

  async #page(c: Context, page: Page, statut: 200 | 404 | 422 = 200): Promise<Response> {
    return c.html(await pageEntiere(page), statut);
  }

  async #boite(c: Context): Promise<Boite | undefined> {
    const id = c.req.param('boite');
    const trouvee = (await this.#webmail.listerBoites()).find((boite) => idDeBoite(boite.adresse) === id);
    return trouvee === undefined
      ? undefined
      : { id: idDeBoite(trouvee.adresse), nom: trouvee.nom, adresse: trouvee.adresse };
  }

  #absente(c: Context, quoi: string): Promise<Response> {
    return this.#page(c, pageAbsente(this.#base, quoi), 404);
  }

  boites = async (c: Context): Promise<Response> => {
    return this.#page(c, pageBoites(this.#base, await this.#webmail.listerBoites(), idDeBoite));
  };

  reception = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    if (boite === undefined) {
      return this.#absente(c, 'Cette boîte n’existe pas.');
    }
    const annonce =
      c.req.query('fait') === 'envoye'
        ? 'Message envoyé.'
        : c.req.query('fait') === 'supprime'
          ? 'Message supprimé.'
          : '';
    return this.#page(c, pageReception(this.#base, boite, await this.#webmail.listerMessages(boite.adresse), annonce));
  };

  async #message(c: Context, boite: Boite, uid: string | undefined): Promise<MessageDuWebmail | undefined> {
    return /^\d{1,10}$/.test(uid ?? '') ? this.#webmail.lireMessage(boite.adresse, Number(uid)) : undefined;
  }

  lecture = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    const lu = boite === undefined ? undefined : await this.#message(c, boite, c.req.param('uid'));
    return boite === undefined || lu === undefined
      ? this.#absente(c, 'Ce message n’existe plus.')
      : this.#page(c, pageLecture(this.#base, boite, lu));
  };

  piece = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    const lu = boite === undefined ? undefined : await this.#message(c, boite, c.req.param('uid'));
    const pieces = lu === undefined || lu.message.nature === 'illisible' ? [] : lu.message.piecesJointes;
    const piece = pieces[Number(c.req.param('rang'))];
    if (piece === undefined) {
      return this.#absente(c, 'Cette pièce jointe n’existe plus.');
    }
    // Toujours téléchargée, jamais ouverte dans la page : le type déclaré par l'expéditeur ne vaut rien.
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(piece.nom)}`);
    c.header('content-type', 'application/octet-stream');
    c.header('content-security-policy', "default-src 'none'; sandbox");
    return c.body(Buffer.from(piece.octets));
  };

  ecriture = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    if (boite === undefined) {
      return this.#absente(c, 'Cette boîte n’existe pas.');
    }
    const origine = await this.#message(c, boite, c.req.query('repondre'));
    const message = origine?.message;
    const reponse = message !== undefined && message.nature !== 'illisible';
    const brouillon: Brouillon = {
      a: reponse ? (message.repondreA ?? message.de).adresse : '',
      sujet: reponse ? sujetDeReponse(message.sujet) : '',
      texte: '',
      repondre: reponse ? String(message.uid) : '',
      citer: true,
    };
    return this.#page(c, pageEcriture(this.#base, boite, brouillon, ''));
  };

  envoi = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    const corps = await c.req.parseBody();
    const saisi = Formulaire.safeParse(corps);
    if (boite === undefined || !saisi.success) {
      return this.#absente(c, 'Cette boîte n’existe pas.');
    }
    const { a, sujet, texte, repondre, citer } = saisi.data;
    const origine = await this.#message(c, boite, repondre);
    try {
      const repond = origine === undefined ? {} : { enReponseA: origine.message.messageId };
      const entier = origine !== undefined && citer === 'oui' ? `${texte}${citation(origine)}` : texte;
      await this.#webmail.ecrireDepuis(boite.adresse, {
        a,
        sujet,
        texte: entier,
        piecesJointes: await pieceDu(corps['piece']),
        ...repond,
      });
    } catch (erreur) {
      if (!(erreur instanceof ErreurMssante)) {
        throw erreur;
      }
      const brouillon = { a, sujet, texte, repondre, citer: citer === 'oui' };
      const reponse =
        'refus' in erreur && Array.isArray(erreur.refus)
          ? (erreur.refus as readonly RefusDestinataire[])[0]?.texte
          : undefined;
      const detail = reponse === undefined || reponse === '' ? '' : ` Il répond : « ${reponse} ».`;
      const phrase = `${erreur.message}${detail} Rien n’est perdu : corrigez, puis envoyez de nouveau.`;
      return this.#page(c, pageEcriture(this.#base, boite, brouillon, phrase), 422);
    }
    return c.redirect(`${this.#base}/boites/${boite.id}?fait=envoye`, 303);
  };

  suppression = async (c: Context): Promise<Response> => {
    const boite = await this.#boite(c);
    const uid = c.req.param('uid') ?? '';
    if (boite === undefined || !/^\d{1,10}$/.test(uid)) {
      return this.#absente(c, 'Ce message n’existe plus.');
    }
    await this.#webmail.supprimer(boite.adresse, Number(uid));
    return c.redirect(`${this.#base}/boites/${boite.id}?fait=supprime`, 303);
  };
}

/** Application Hono du webmail d'essai, à monter sous `base`. N'a de sens que dans le profil `essai`. */
export function creerWebmailHttp({ webmail, base = '/essai/messagerie' }: ReglagesWebmailHttp): Hono {
  const portes = new PortesWebmail(webmail, base);
  const app = new Hono();
  app.use(entetes, refuserAutresSites, trimTrailingSlash());
  app.use(
    bodyLimit({
      maxSize: PIECE_MAX + MEGA,
      onError: (c) => c.text('Le document dépasse 10 Mo. Revenez en arrière et joignez un document plus léger.', 413),
    }),
  );
  app.get('/style.css', (c) => c.body(STYLE_WEBMAIL, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/', portes.boites);
  app.get('/boites/:boite', portes.reception);
  app.get('/boites/:boite/ecrire', portes.ecriture);
  app.post('/boites/:boite/ecrire', portes.envoi);
  app.get('/boites/:boite/messages/:uid', portes.lecture);
  app.get('/boites/:boite/messages/:uid/pieces/:rang', portes.piece);
  app.post('/boites/:boite/messages/:uid/supprimer', portes.suppression);
  return app;
}
