import type { Horloge } from '#lib/horloge.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { acteurClient, type Acteur } from '../acteur.ts';
import { acteurDe } from '../sessions.ts';
import { CANAL_JETONS, clientDans } from './depot-clients.ts';
import { aFormeDeSecret, empreinteDe } from './empreinte.ts';
import { fermePourquoi } from './modele.ts';
import { lirePermissions } from './permissions.ts';
import type { TablesClients } from './tables.ts';

/** A token is read again from the base at least this often, even if the message that revokes it is lost. */
const FRAICHEUR_MS = 5_000;
const RETENUS_MAX = 10_000;

export interface Reconnaissance {
  /**
   * Actor behind an access token; undefined when unknown, expired, revoked, or when its software or its person may no longer.
   * While nothing changes, the same token gives the same object: what is compiled for it serves again.
   */
  reconnaitre(jeton: string): Promise<Acteur | undefined>;
  arreter(): Promise<void>;
}

interface Retenu {
  readonly acteur: Acteur;
  readonly luMs: number;
  readonly expireMs: number;
}

/** Remembers tokens in memory: a warm request costs no query. A revocation empties the memory of every process at commit. */
export async function ouvrirReconnaissance(base: Base, horloge: Horloge): Promise<Reconnaissance> {
  const retenus = new Map<string, Retenu>();
  const enCours = new Map<string, Promise<Acteur | undefined>>();
  let generation = 0;
  const ecoute = await base.ecouter(CANAL_JETONS, (client) => {
    generation += 1;
    enCours.clear();
    for (const [cle, { acteur }] of retenus)
      if ((acteur.client ?? acteur.application)?.id === client) retenus.delete(cle);
  });

  const relire = async (cle: string, ancien: Retenu | undefined, maintenant: Date): Promise<Acteur | undefined> => {
    const avant = generation;
    const lu = await lireJeton(base, cle, maintenant);
    retenus.delete(cle);
    if (lu === undefined) return undefined;
    const acteur = ancien !== undefined && memeActeur(ancien.acteur, lu.acteur) ? ancien.acteur : lu.acteur;
    // Revoked while it was being read: this answer is true, the next one will be read again.
    if (generation === avant) retenir(retenus, cle, { acteur, luMs: maintenant.getTime(), expireMs: lu.expireMs });
    return acteur;
  };

  return {
    async reconnaitre(jeton) {
      if (!aFormeDeSecret(jeton)) return undefined;
      const cle = empreinteDe(jeton);
      const maintenant = horloge.maintenant();
      const ms = maintenant.getTime();
      const retenu = retenus.get(cle);
      if (retenu !== undefined && ms < retenu.expireMs && Math.abs(ms - retenu.luMs) < FRAICHEUR_MS)
        return retenu.acteur;
      const deja = enCours.get(cle);
      if (deja !== undefined) return deja;
      const lecture = relire(cle, retenu, maintenant).finally(() => {
        if (enCours.get(cle) === lecture) enCours.delete(cle);
      });
      enCours.set(cle, lecture);
      return lecture;
    },
    arreter: () => ecoute.arreter(),
  };
}

function retenir(retenus: Map<string, Retenu>, cle: string, retenu: Retenu): void {
  const [plusAncien] = retenus.keys();
  if (retenus.size >= RETENUS_MAX && plusAncien !== undefined) retenus.delete(plusAncien);
  retenus.set(cle, retenu);
}

const memeActeur = (a: Acteur, b: Acteur): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the base says of one access token, with everything that could have closed it since. */
async function lireJeton(
  base: Base,
  empreinte: string,
  maintenant: Date,
): Promise<{ acteur: Acteur; expireMs: number } | undefined> {
  return base.commun<TablesClients, { acteur: Acteur; expireMs: number } | undefined>(async (sql) => {
    const jeton = await sql
      .selectFrom('client_jeton')
      .select(['client_jeton.client', 'client_jeton.affectation', 'client_jeton.permissions', 'client_jeton.patient'])
      .select('client_jeton.expire_le')
      .where('client_jeton.empreinte', '=', empreinte)
      .where('client_jeton.nature', '=', 'acces')
      .where('client_jeton.revoque_le', 'is', null)
      .where('client_jeton.expire_le', '>', maintenant)
      .executeTakeFirst();
    const client = jeton === undefined ? undefined : await clientDans(sql, jeton.client);
    if (jeton === undefined || client === undefined || fermePourquoi(client, maintenant) !== undefined)
      return undefined;
    const lues = lirePermissions(jeton.permissions);
    if (!('lues' in lues)) throw new Error(`permissions d’un jeton du client ${client.id} illisibles`);
    const accordees = { id: client.id, permissions: lues.lues.permissions, familles: client.familles };
    const requete = `jeton:${empreinte.slice(0, 12)}`;
    const expireMs = Math.min(jeton.expire_le.getTime(), client.finLe?.getTime() ?? Infinity);
    if (jeton.affectation === null)
      return client.genre === 'systeme'
        ? { acteur: acteurClient({ ...accordees, nom: client.nom, territoire: client.territoire }, requete), expireMs }
        : undefined;
    const personne = await acteurDe(sql, jeton.affectation, '', maintenant);
    if (personne === undefined || personne.territoire !== client.territoire) return undefined;
    const patient = jeton.patient === null ? {} : { patient: jeton.patient };
    const acteur: Acteur = {
      ...personne,
      application: { ...accordees, ...patient },
      requete: `client:${client.id} ${requete}`,
    };
    return { acteur, expireMs };
  });
}
