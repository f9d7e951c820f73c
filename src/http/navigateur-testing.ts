import type { z } from 'zod';
import type { Contrat } from '#lib/contrat.ts';

type Cookie = Readonly<Record<'valeur' | 'chemin', string>>;

export interface PageLue {
  readonly url: URL;
  readonly statut: number;
  readonly entetes: Headers;
  readonly texte: string;
}

/** A browser without screen that shows its cookies: what a test of sign-in must look at. */
export class NavigateurDeTest {
  readonly poses: string[] = [];
  readonly #origine: string;
  readonly #cookies = new Map<string, Cookie>();

  constructor(origine: string) {
    this.#origine = origine;
  }

  cookie(nom: string): string | undefined {
    return [...this.#cookies.entries()].find(([cle]) => cle.endsWith(` ${nom}`))?.[1].valeur;
  }

  poserCookie(nom: string, valeur: string): void {
    this.#cookies.set(`/ ${nom}`, { valeur, chemin: '/' });
  }

  /** Follows redirections, until a page or an address `arret` accepts. */
  async aller(
    adresse: string | URL,
    arret: (url: URL) => boolean = () => false,
    init: RequestInit = {},
  ): Promise<PageLue> {
    let url = new URL(adresse, this.#origine);
    let requete = init;
    for (let saut = 0; saut < 12; saut += 1) {
      if (arret(url)) return { url, statut: 0, entetes: new Headers(), texte: '' };
      const reponse = await this.demander(url, requete);
      const suite = reponse.headers.get('location');
      if (suite === null) return { url, statut: reponse.status, entetes: reponse.headers, texte: await reponse.text() };
      await reponse.body?.cancel();
      url = new URL(suite, url);
      requete = {};
    }
    throw new Error('trop de redirections');
  }

  async demander(url: URL, init: RequestInit): Promise<Response> {
    const entetes = new Headers(init.headers);
    entetes.set('cookie', this.#cookiesPour(url));
    const reponse = await fetch(url, { ...init, headers: entetes, redirect: 'manual' });
    for (const pose of reponse.headers.getSetCookie()) this.#recevoir(pose);
    return reponse;
  }

  /** A call of a screen: our header, our origin. */
  async api<E extends z.ZodType, S extends z.ZodType>(
    contrat: Contrat<E, S>,
    entree: z.input<E>,
    entetes: Record<string, string> = {},
  ): Promise<{ statut: number; corps: z.output<S> & { refus?: { code: string; texte: string } }; entetes: Headers }> {
    const chemin = contrat.nom.startsWith('session.')
      ? `/api/session/${contrat.nom.slice(8)}`
      : `/api/actions/${contrat.nom}`;
    const reponse = await this.demander(new URL(chemin, this.#origine), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cordee': '1', origin: this.#origine, ...entetes },
      body: JSON.stringify(entree),
    });
    return { statut: reponse.status, corps: (await reponse.json()) as never, entetes: reponse.headers };
  }

  /** From the button to where the sign-in ends, choosing a person (and possibly a fault) at the simulator. */
  async seConnecter(persona = 'medecin-essai', retour = '/', champs: Record<string, string> = {}): Promise<PageLue> {
    const choix = await this.aller(`/connexion/psc?${new URLSearchParams({ retour }).toString()}`);
    return this.choisir(choix, { persona, ...champs });
  }

  choisir(page: PageLue, champs: Record<string, string>, arret?: (url: URL) => boolean): Promise<PageLue> {
    return this.aller(page.url, arret, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(champs).toString(),
    });
  }

  #cookiesPour(url: URL): string {
    return [...this.#cookies.entries()]
      .filter(
        ([, { chemin }]) =>
          url.pathname === chemin || url.pathname.startsWith(chemin.endsWith('/') ? chemin : `${chemin}/`),
      )
      .map(([cle, { valeur }]) => `${cle.slice(cle.indexOf(' ') + 1)}=${valeur}`)
      .join('; ');
  }

  #recevoir(pose: string): void {
    this.poses.push(pose);
    const [paire = '', ...attributs] = pose.split(';').map((partie) => partie.trim());
    const egal = paire.indexOf('=');
    const chemin = attributs.find((a) => a.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    const cle = `${chemin} ${paire.slice(0, egal)}`;
    const fini = attributs.some((a) => a.toLowerCase() === 'max-age=0');
    if (fini) this.#cookies.delete(cle);
    else this.#cookies.set(cle, { valeur: paire.slice(egal + 1), chemin });
  }
}
