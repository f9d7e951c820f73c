import { sceauDe } from '#fhir/identite/index.ts';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Kysely } from 'kysely';
import type { CauseArret } from '../arrets.ts';
import { lireEvenements, numeroter } from '../distribution/evenements.ts';
import { retrouver } from '../proprietaire.ts';
import { genreDe, lireAbonnements, verrouiller, type Abonnement } from '../store.ts';
import { tables, type TablesAbonnement } from '../tables.ts';
import type { DependancesCanal } from './canal.ts';
import { ordreDeNotification } from './nde.ts';
import { paquet, type Cadre } from './notification.ts';
import { tracer } from './tracer.ts';

export type Prepare =
  | { readonly genre: 'rien' }
  | { readonly genre: 'arret'; readonly cause: CauseArret }
  | {
      readonly genre: 'envoi';
      readonly poignee: boolean;
      readonly adresse: string;
      readonly entetesScelles: string | undefined;
      readonly delaiMs: number;
      readonly corps: string;
    };

/** What leaves now, decided and traced in one transaction before the call: no trace, no call. */
export async function preparer(
  d: DependancesCanal,
  territoire: CodeTerritoire,
  id: string,
  charge: unknown,
): Promise<Prepare> {
  const maintenant = d.horloge.maintenant();
  const connu = await d.base.territoire<TablesTerritoire, Abonnement | undefined>(
    territoire,
    async (sql) => (await lireAbonnements(tables(sql), [id]))[0],
  );
  if (connu === undefined || connu.etat === 'eteint') return { genre: 'rien' };
  if (connu.finLe !== undefined && connu.finLe <= maintenant) return { genre: 'arret', cause: 'fin_atteinte' };
  const proprietaire = await retrouver(d.base, territoire, connu.memoire, maintenant);
  if (proprietaire === undefined) return { genre: 'arret', cause: 'droit_termine' };
  const cadre: Cadre = {
    base: `${d.origine}/fhir`,
    maintenant,
    nouvelId: d.nouvelId,
    sceau: sceauDe(d.coffre, territoire),
  };
  return d.base.territoire<TablesTerritoire, Prepare>(territoire, async (brut) => {
    const base = tables(brut);
    const abonnement = await verrouiller(base, id);
    const genre = abonnement === undefined ? undefined : genreDe(charge, abonnement);
    if (abonnement === undefined || abonnement.etat === 'eteint' || genre === undefined) return { genre: 'rien' };
    if (genre !== 'evenements') return envoyer(abonnement, annonceSeule(abonnement, genre, cadre), genre === 'poignee');
    return prochains(base, abonnement, proprietaire, cadre);
  });
}

function annonceSeule(a: Abonnement, genre: 'poignee' | 'battement', cadre: Cadre): string {
  return paquet(
    {
      abonnement: a.id,
      etat: a.etat,
      sujet: a.definition.sujet,
      genre: genre === 'poignee' ? 'handshake' : 'heartbeat',
      dernier: a.dernier,
      contenu: a.definition.canal.contenu,
      evenements: [],
    },
    cadre,
  );
}

/** A batch already on its way keeps its end: a new attempt tells the same events, less those the owner may no longer see. */
async function prochains(
  base: Kysely<TablesAbonnement>,
  a: Abonnement,
  proprietaire: Acteur,
  cadre: Cadre,
): Promise<Prepare> {
  const portee = porteeDe(proprietaire, cadre.maintenant);
  const dernier = await numeroter(base, a, portee);
  const parEnvoi = a.definition.nde === undefined ? a.definition.canal.parEnvoi : 1;
  const jusqua = a.enVol ?? Math.min(dernier, a.livre + parEnvoi);
  if (jusqua <= a.livre) return { genre: 'rien' };
  await base.updateTable('abonnement').set({ en_vol: jusqua }).where('abonnement.id', '=', a.id).execute();
  const { contenu } = a.definition.canal;
  const evenements = await lireEvenements(
    base,
    {
      abonnement: a,
      depuis: a.livre,
      jusqua,
      limite: parEnvoi,
      contenu: a.definition.nde === undefined ? contenu : 'full-resource',
    },
    portee,
  );
  if (evenements.length === 0) return { genre: 'rien' };
  await tracer(base, a, proprietaire, evenements, cadre.maintenant);
  const [premier] = evenements;
  if (a.definition.nde !== undefined && premier !== undefined) {
    const corps = await ordreDeNotification(base, a, premier, portee, cadre);
    return corps === undefined ? { genre: 'rien' } : envoyer(a, corps);
  }
  const annonce = { abonnement: a.id, etat: a.etat, sujet: a.definition.sujet, genre: 'event-notification' as const };
  return envoyer(a, paquet({ ...annonce, dernier, contenu, evenements }, cadre));
}

function envoyer({ definition: { canal }, entetesScelles }: Abonnement, corps: string, poignee = false): Prepare {
  if (canal.adresse === undefined) return { genre: 'rien' };
  return {
    genre: 'envoi',
    poignee,
    adresse: canal.adresse,
    entetesScelles,
    delaiMs: canal.delaiSecondes * 1000,
    corps,
  };
}
