import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Parameters } from '@medplum/fhirtypes';
import { lireEvenements, numeroter, resteANumeroter, type EvenementGarde } from './distribution/evenements.ts';
import { estProprietaire } from './droits.ts';
import { paquet, statut, type Annonce, type Cadre } from './envoi/notification.ts';
import { retrouver } from './proprietaire.ts';
import { lireAbonnements, verrouiller, type Abonnement } from './store.ts';
import { tables } from './tables.ts';
import { STATUTS, type Contenu } from './vocabulaire.ts';

/** What reading subscriptions through the FHIR door needs. */
export interface DependancesLecture {
  readonly base: Base;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
  readonly origine: string;
}

/** More than the limit of live ones: those turned off are shown too. */
const ETATS_MAX = 200;

const cadreDe = (d: DependancesLecture): Cadre => ({
  base: `${d.origine}/fhir`,
  maintenant: d.horloge.maintenant(),
  nouvelId: d.nouvelId,
});

/** State of the caller's own subscriptions (`$status`); all of them without ids. Another owner's is not there. */
export async function etatsDe(
  d: DependancesLecture,
  acteur: Acteur,
  demande: { readonly ids: readonly string[] | undefined; readonly statuts: readonly string[] | undefined },
): Promise<readonly Parameters[]> {
  const siens = await d.base.territoire<TablesTerritoire, readonly Abonnement[]>(acteur.territoire, async (sql) => {
    const base = tables(sql);
    let requete = base
      .selectFrom('abonnement')
      .select('abonnement.id')
      .where('abonnement.proprietaire', '=', acteur.id);
    if (demande.ids !== undefined) requete = requete.where('abonnement.id', 'in', [...demande.ids, '']);
    const lignes = await requete.orderBy('abonnement.cree_le').limit(ETATS_MAX).execute();
    return lireAbonnements(
      base,
      lignes.map(({ id }) => id),
    );
  });
  const etats: Parameters[] = [];
  for (const connu of siens) {
    if (demande.statuts !== undefined && !demande.statuts.includes(STATUTS[connu.etat])) continue;
    const { abonnement } = await regarder(d, acteur, connu);
    etats.push(statut({ ...annonceDe(abonnement), genre: 'query-status', erreur: abonnement.erreur }, cadreDe(d)));
  }
  return etats;
}

/** Events told before, as the caller may see them now (`$events`): numbers from `depuis` to `jusqua`, both included, at most `limite`. */
export async function rejouer(
  d: DependancesLecture,
  acteur: Acteur,
  demande: {
    readonly id: string;
    readonly depuis: number;
    readonly jusqua: number;
    readonly contenu: Contenu | undefined;
    readonly limite: number;
  },
): Promise<{ readonly paquet: string; readonly nombre: number }> {
  const { abonnement: a } = await leSien(d, acteur, demande.id);
  const contenu = moindre(a.definition.canal.contenu, demande.contenu);
  const evenements = await lireLesSiens(d, acteur, a, { ...demande, depuis: demande.depuis - 1, contenu });
  const annonce: Annonce = { ...annonceDe(a), genre: 'query-event', contenu, evenements };
  return { paquet: paquet(annonce, cadreDe(d)), nombre: evenements.length };
}

export function lireLesSiens(
  d: DependancesLecture,
  acteur: Acteur,
  abonnement: Abonnement,
  demande: { readonly depuis: number; readonly jusqua: number; readonly limite: number; readonly contenu: Contenu },
): Promise<readonly EvenementGarde[]> {
  return d.base.territoire<TablesTerritoire, readonly EvenementGarde[]>(
    acteur.territoire,
    (sql) => lireEvenements(tables(sql), { abonnement, ...demande }, porteeDe(acteur, d.horloge.maintenant())),
    { lecture: true },
  );
}

/** A subscription as it stands, and its owner with today's rights; undefined once that right has ended. */
export interface Regard {
  readonly abonnement: Abonnement;
  readonly proprietaire: Acteur | undefined;
}

/** The caller's own subscription, what has just happened numbered. Throws `introuvable` for anybody else's. */
export async function leSien(d: DependancesLecture, acteur: Acteur, id: string): Promise<Regard> {
  const trouve = await d.base.territoire<TablesTerritoire, Abonnement | undefined>(
    acteur.territoire,
    async (sql) => (await lireAbonnements(tables(sql), [id]))[0],
    { lecture: true },
  );
  if (trouve === undefined || !estProprietaire(acteur, trouve)) throw refusCommuns.introuvable();
  return regarder(d, acteur, trouve);
}

/** Nothing is counted for an owner whose right has ended, nor once the subscription is off. */
async function regarder(d: DependancesLecture, acteur: Acteur, connu: Abonnement): Promise<Regard> {
  const maintenant = d.horloge.maintenant();
  const proprietaire = await retrouver(d.base, acteur.territoire, connu.memoire, maintenant);
  if (proprietaire === undefined || connu.etat === 'eteint') return { abonnement: connu, proprietaire };
  return d.base.territoire<TablesTerritoire, Regard>(acteur.territoire, async (sql) => {
    const base = tables(sql);
    if (!(await resteANumeroter(base, connu.id))) return { abonnement: connu, proprietaire };
    const tenu = await verrouiller(base, connu.id);
    if (tenu === undefined) return { abonnement: connu, proprietaire };
    const dernier = await numeroter(base, tenu, porteeDe(proprietaire, maintenant));
    return { abonnement: { ...tenu, dernier }, proprietaire };
  });
}

export const annonceDe = (a: Abonnement): Omit<Annonce, 'genre'> => ({
  abonnement: a.id,
  etat: a.etat,
  sujet: a.definition.sujet,
  dernier: a.dernier,
  contenu: a.definition.canal.contenu,
  evenements: [],
});

/** A replay may ask for less than the subscription, never for more. */
function moindre(permis: Contenu, demande: Contenu | undefined): Contenu {
  const ordre: readonly Contenu[] = ['empty', 'id-only', 'full-resource'];
  return demande !== undefined && ordre.indexOf(demande) < ordre.indexOf(permis) ? demande : permis;
}
