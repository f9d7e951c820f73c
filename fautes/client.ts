/** What the server answered; `null` when the connection fell before an answer. */
export type Reponse = { readonly statut: number; readonly corps: unknown } | null;

export interface Client {
  /** Posts one action as the screens do; `cle` makes it safe to send again. */
  agir(action: string, entree: unknown, cle?: string): Promise<Reponse>;
  voir(vue: string, entree: unknown): Promise<Reponse>;
}

/** Signs a persona of the trial in, through the simulator of Pro Santé Connect, as a browser does. */
export async function seConnecter(origine: string, persona: string): Promise<Client> {
  const bocal = new Bocal();
  const choix = await bocal.suivre(new URL('/connexion/psc', origine));
  const arrivee = await bocal.suivre(choix, { persona });
  if (arrivee.pathname.startsWith('/connexion'))
    throw new Error(`${persona} n’a pas pu se connecter (${arrivee.pathname}${arrivee.search}).`);
  const entetes = { 'content-type': 'application/json', 'x-cordee': '1', cookie: bocal.pour(new URL(origine)) };
  const poster = async (chemin: string, corps: unknown, cle?: string): Promise<Reponse> => {
    try {
      const reponse = await fetch(new URL(chemin, origine), {
        method: 'POST',
        headers: cle === undefined ? entetes : { ...entetes, 'idempotency-key': cle },
        body: JSON.stringify(corps),
      });
      return { statut: reponse.status, corps: await reponse.json() };
    } catch (erreur) {
      // The connection was cut: the answer, if there was one, never came. That is what the ledger is about.
      if (erreur instanceof TypeError || erreur instanceof SyntaxError) return null;
      throw erreur;
    }
  };
  return {
    agir: (action, entree, cle) => poster(`/api/actions/${action}`, entree, cle),
    voir: (vue, entree) => poster(`/api/vues/${vue}`, entree),
  };
}

interface Cookie {
  readonly valeur: string;
  readonly chemin: string;
}

const SAUTS_MAX = 15;

/** Cookies by path, redirections, one form: all that signing in needs of a browser. */
class Bocal {
  readonly #cookies = new Map<string, Cookie>();

  pour(url: URL): string {
    return [...this.#cookies]
      .filter(
        ([, { chemin }]) =>
          url.pathname === chemin || url.pathname.startsWith(chemin.endsWith('/') ? chemin : `${chemin}/`),
      )
      .map(([cle, { valeur }]) => `${cle.slice(cle.indexOf(' ') + 1)}=${valeur}`)
      .join('; ');
  }

  /** Follows redirections to a page and returns its address; with `champs`, posts that form first. */
  async suivre(depart: URL, champs?: Readonly<Record<string, string>>): Promise<URL> {
    let url = depart;
    let corps = champs === undefined ? undefined : new URLSearchParams(champs);
    for (let saut = 0; saut < SAUTS_MAX; saut += 1) {
      const requete = corps === undefined ? {} : { method: 'POST', body: corps };
      const reponse = await fetch(url, {
        ...requete,
        headers: { accept: 'text/html', cookie: this.pour(url) },
        redirect: 'manual',
      });
      await reponse.body?.cancel();
      for (const entete of reponse.headers.getSetCookie()) this.#garder(entete);
      const suite = reponse.headers.get('location');
      if (suite === null) return url;
      url = new URL(suite, url);
      corps = undefined;
    }
    throw new Error('trop de redirections pendant la connexion');
  }

  #garder(entete: string): void {
    const [paire = '', ...attributs] = entete.split(';').map((p) => p.trim());
    const egal = paire.indexOf('=');
    if (egal < 1) return;
    const chemin = attributs.find((a) => a.toLowerCase().startsWith('path='))?.slice('path='.length) ?? '/';
    this.#cookies.set(`${chemin} ${paire.slice(0, egal)}`, { valeur: paire.slice(egal + 1), chemin });
  }
}
