import { createHash } from 'node:crypto';
import type { TablesTerritoire } from '#socle/tables.ts';
import { lireJeton } from '#acces/liens.ts';
import { sql } from 'kysely';
import type { Jugement } from './jugement.ts';
import type { MaisonDesCanaris } from './maison.ts';
import { estUnePanne } from './pages.ts';
import type { Personnage } from './personnages.ts';
import { JSON_API, requeteAuHasard, type RequeteCanari, type Tirage } from './requetes.ts';
import { neutre } from './comparer.ts';

const LIENS_ESSAYES = 30;
const REQUETES_PAR_LIEN = 20;
/** What a link of an orientation may do; with the identifier of another one it does nothing. */
const GESTES_DU_LIEN = [
  ['orientation.accepter', {}],
  ['orientation.refuser', { motif: 'zone' }],
  ['orientation.fixerRdv', { le: '2027-01-04T09:00:00+01:00' }],
  ['orientation.commencer', {}],
] as const;

/** The one-time links of the letters, in every hand that should not hold them. */
export class EssaiDesLiens {
  readonly #maison: MaisonDesCanaris;
  readonly #jugement: Jugement;
  #adresse = 0;

  constructor(maison: MaisonDesCanaris, jugement: Jugement) {
    this.#maison = maison;
    this.#jugement = jugement;
  }

  async essayer(jetons: readonly string[], tirage: Tirage): Promise<void> {
    const pris = jetons.slice(0, LIENS_ESSAYES);
    const affaires = new Map<string, string>();
    for (const jeton of pris) affaires.set(jeton, await this.#ouvrir(jeton));
    for (const jeton of pris) {
      await this.#battre(jeton, tirage);
      await this.#sEnPrendreAuxAutres(jeton, affaires);
      await this.#deformer(jeton);
    }
    for (const jeton of pris) await this.#laisserExpirer(jeton);
  }

  /** The page behind the link names nobody; the link says which affair it is about. */
  async #ouvrir(jeton: string): Promise<string> {
    await this.#avec(jeton, poster('/api/lien', {}));
    const { statut, texte } = await this.#avec(jeton, poster('/api/vues/orientation.reponse', {}));
    if (statut !== 200) this.#jugement.compte.fuite(`un lien tout neuf répond ${statut} ${texte.slice(0, 200)}`);
    return /"id":"([^"]+)"/.exec(texte)?.[1] ?? '';
  }

  /** Anything at all, asked with the link instead of a session. */
  async #battre(jeton: string, tirage: Tirage): Promise<void> {
    for (let n = 0; n < REQUETES_PAR_LIEN; n += 1) await this.#avec(jeton, requeteAuHasard(tirage));
  }

  async #sEnPrendreAuxAutres(jeton: string, affaires: ReadonlyMap<string, string>): Promise<void> {
    // A service that was reminded holds two links of one affair.
    const sienne = affaires.get(jeton);
    const autre = [...affaires].find(([j, id]) => id !== sienne && j.slice(0, 5) === jeton.slice(0, 5))?.[1];
    if (autre === undefined) return;
    for (const [nom, entree] of GESTES_DU_LIEN) {
      const { statut } = await this.#avec(jeton, poster(`/api/actions/${nom}`, { id: autre, ...entree }));
      if (statut < 400) this.#jugement.compte.fuite(`le lien d’une affaire a pu « ${nom} » sur celle d’un autre`);
    }
  }

  /** A guessed link, and the same link said in another territory: as if there had never been any. */
  async #deformer(jeton: string): Promise<void> {
    const [territoire = '', secret = ''] = jeton.split('.');
    const tourne = `${secret.slice(1)}${secret.at(0) ?? ''}`;
    const ailleurs = territoire === 't0001' ? 't0002' : 't0001';
    for (const faux of [`${territoire}.${tourne}`, `${ailleurs}.${secret}`]) await this.#exigerFerme(faux, 'deviné');
  }

  async #laisserExpirer(jeton: string): Promise<void> {
    const lu = lireJeton(jeton);
    if (lu === undefined) throw new Error('ce lien n’a pas la forme d’un lien');
    const empreinte = createHash('sha256').update(lu.secret).digest('hex');
    await this.#maison.base.territoire<TablesTerritoire, unknown>(lu.territoire, (tx) =>
      sql`update lien set expire_le = now() - interval '1 hour' where empreinte = ${empreinte}`.execute(tx),
    );
    await this.#exigerFerme(jeton, 'expiré');
  }

  async #exigerFerme(jeton: string, etat: string): Promise<void> {
    const inconnu = `t0001.${'A'.repeat(43)}`;
    for (const chemin of ['/api/lien', '/api/vues/orientation.reponse']) {
      const [la, absente] = [
        await this.#avec(jeton, poster(chemin, {})),
        await this.#avec(inconnu, poster(chemin, {})),
      ];
      if (neutre(la.texte, '') !== neutre(absente.texte, '') || la.statut !== absente.statut)
        this.#jugement.compte.aveu(
          `un lien ${etat} se distingue d’un lien inconnu par ${chemin} : ${la.texte.slice(0, 200)}`,
        );
    }
  }

  /** Every request comes from an address of its own: what counts tries by address has its own tests. */
  async #avec(jeton: string, requete: RequeteCanari): Promise<{ readonly statut: number; readonly texte: string }> {
    this.#adresse += 1;
    const remoteAddress = `198.51.${100 + (this.#adresse >> 8)}.${this.#adresse % 256}`;
    const { methode, chemin, corps, entetes, quoi } = requete;
    const headers = { 'x-cordee': '1', ...entetes, 'x-cordee-lien': jeton };
    const reponse = await this.#maison.app.request(
      `http://localhost:1${chemin}`,
      { method: methode, headers, ...(corps === undefined ? {} : { body: corps }) },
      { incoming: { socket: { remoteAddress }, headers } },
    );
    const texte = await reponse.text();
    this.#jugement.compte.regarder('lien', `lien : ${quoi}`);
    if (estUnePanne(reponse.status, texte))
      this.#jugement.compte.fuite(`${reponse.status} par un lien : ${quoi} ${corps ?? ''}`);
    this.#jugement.juger(
      porteurDe(jeton),
      `un lien : ${quoi} ${chemin}`,
      `${[...reponse.headers].flat().join(' ')} ${texte}`,
      `${chemin} ${corps ?? ''}`,
    );
    return { statut: reponse.status, texte };
  }
}

const porteurs = new Map<string, Personnage>();

/** Whoever holds a link is nobody: the letter said the name, the page does not. */
function porteurDe(jeton: string): Personnage {
  const territoire = lireJeton(jeton)?.territoire;
  const nom = `porteur d’un lien (${territoire ?? 'aucun territoire'})`;
  const porteur = porteurs.get(nom) ?? { nom, territoire, genre: 'personne_dehors', refs: [], participations: [] };
  porteurs.set(nom, porteur);
  return porteur;
}

const poster = (chemin: string, entree: object): RequeteCanari => ({
  quoi: chemin,
  methode: 'POST',
  chemin,
  entetes: JSON_API,
  corps: JSON.stringify(entree),
});
