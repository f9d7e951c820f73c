import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Acteur } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { distribuer } from '../index.ts';
import { ouvrirSalle, T, unAbonnement, uneTache, type SalleDeTest } from '../testing.ts';
import { tables } from '../tables.ts';
import { CANAL_FLUX, EXT_CANAL } from '../vocabulaire.ts';

let salle: SalleDeTest;
let client: Acteur;
let rang = 0;
let abonnement = '';

const FLUX = { _type: { extension: [{ url: EXT_CANAL, valueCoding: CANAL_FLUX }] } };

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(() => salle.fermer());
beforeEach(async () => {
  rang += 1;
  client = await salle.logiciel(`c${rang}`, 'system/*.cruds');
  const ressource = unAbonnement(undefined, { canal: FLUX });
  abonnement = (await salle.faire(client, 'abonnement.creer', { ressource })).id;
});

/** A transaction that stays open until told: real sessions of the database, not a simulation of them. */
async function ouvrirTransaction() {
  const [prete, etreUtile] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let ecrire: (id: string, attendue?: number) => Promise<unknown> = () => Promise.reject(new Error('pas prête'));
  const fin = salle.base.territoire<TablesTerritoire, void>(T, async (brut) => {
    const magasin = new MagasinFhir(brut);
    ecrire = (id, attendue) =>
      magasin.ecrire(uneTache(id), { auteur: 'essai', le: salle.horloge.maintenant(), attendue });
    await sql`select pg_current_xact_id()`.execute(brut);
    prete.resolve();
    await etreUtile.promise;
  });
  await prete.promise;
  return {
    ecrire: (id: string, attendue?: number) => ecrire(id, attendue),
    valider: async () => {
      etreUtile.resolve();
      await fin;
    },
  };
}

const evenements = () =>
  salle.base.territoire<TablesTerritoire, string[]>(T, async (brut) => {
    const lignes = await tables(brut)
      .selectFrom('abonnement_evenement as e')
      .select(['e.id', 'e.version'])
      .where('e.abonnement', '=', abonnement)
      .orderBy('e.rang')
      .execute();
    return lignes.map((l) => `${l.id}/${l.version}`);
  });
const lireTout = async () => {
  while ((await distribuer(salle.socle, T)) > 0);
};

describe('Rien n’est sauté, rien n’est doublé', () => {
  test('une transaction plus ancienne qui finit après n’est pas manquée', async () => {
    const [lente, rapide] = [await ouvrirTransaction(), await ouvrirTransaction()];
    await lente.ecrire(`lente${rang}`);
    await rapide.ecrire(`rapide${rang}`);
    await rapide.valider();
    await lireTout();
    // The older one may still write: nothing after it is read yet.
    expect(await evenements()).toEqual([]);
    await lente.valider();
    await salle.distribuer();
    expect((await evenements()).sort()).toEqual([`lente${rang}/1`, `rapide${rang}/1`]);
  });

  test('deux versions d’une ressource se disent dans leur ordre, même si la seconde vient de la transaction la plus ancienne', async () => {
    await salle.ecrire(uneTache(`r${rang}`));
    const [ancienne, recente] = [await ouvrirTransaction(), await ouvrirTransaction()];
    await recente.ecrire(`r${rang}`, 1);
    await recente.valider();
    await ancienne.ecrire(`r${rang}`, 2);
    await ancienne.valider();
    await salle.distribuer();
    expect(await evenements()).toEqual([`r${rang}/1`, `r${rang}/2`, `r${rang}/3`]);
  });

  test('une lecture annulée à mi-chemin est refaite entière', async () => {
    await salle.ecrire(uneTache(`k${rang}`));
    const base: typeof salle.base = {
      ...salle.base,
      territoire: (code, faire) =>
        salle.base.territoire(code, async (brut: Parameters<typeof faire>[0]) => {
          await faire(brut);
          throw new Error('processus tué');
        }),
    };
    await expect(distribuer({ ...salle.socle, base }, T)).rejects.toThrow('processus tué');
    expect(await evenements()).toEqual([]);
    await salle.distribuer();
    expect(await evenements()).toEqual([`k${rang}/1`]);
  });

  test('deux processus lisent en même temps : chaque changement est retenu une fois', async () => {
    for (let i = 0; i < 30; i += 1) await salle.ecrire(uneTache(`p${rang}-${i}`));
    await Promise.all(Array.from({ length: 6 }, lireTout));
    await salle.distribuer();
    const retenus = await evenements();
    expect(retenus).toHaveLength(30);
    expect(new Set(retenus).size).toBe(30);
  });

  test('un import plus long qu’une page est lu jusqu’au bout, dans l’ordre', async () => {
    const ecritures = Array.from({ length: 1_203 }, (_, i) => ({
      geste: 'ecrire' as const,
      ressource: uneTache(`g${rang}-${String(i).padStart(4, '0')}`),
    }));
    await salle.base.territoire<TablesTerritoire, unknown>(T, (brut) =>
      ecrireLot(
        interrogerAvec(brut),
        ecritures,
        { auteur: 'essai', le: salle.horloge.maintenant(), traces: [] },
        porteeSysteme('essai'),
      ),
    );
    await salle.ecrire(uneTache(`g${rang}-apres`));
    await salle.distribuer();
    const retenus = await evenements();
    expect(retenus).toHaveLength(1_204);
    expect(retenus).toEqual([...retenus].sort());
  });

  test('quel que soit l’ordre où des transactions écrivent et finissent, tout est retenu une fois et chaque ressource dans l’ordre', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 12 }), async (gestes) => {
        const avant = (await evenements()).length;
        const ouvertes = await Promise.all([ouvrirTransaction(), ouvrirTransaction(), ouvrirTransaction()]);
        const prefixe = `x${rang}-${Math.abs(avant)}`;
        let ecrits = 0;
        for (const geste of gestes) {
          if (geste === 3) await lireTout();
          else await ouvertes[geste]?.ecrire(`${prefixe}-${(ecrits += 1)}`);
        }
        const ordre = [...ouvertes].sort(
          (a, b) => gestes.indexOf(ouvertes.indexOf(b)) - gestes.indexOf(ouvertes.indexOf(a)),
        );
        for (const ouverte of ordre) {
          await ouverte.valider();
          await lireTout();
        }
        await salle.distribuer();
        const nouveaux = (await evenements()).slice(avant);
        expect(nouveaux).toHaveLength(ecrits);
        expect(new Set(nouveaux).size).toBe(ecrits);
      }),
      { numRuns: 12 },
    );
  });
});

describe('Après une restauration dans un autre serveur', () => {
  test('ce qui restait à dire est dit, puis ce qui s’écrit ensuite', async () => {
    await salle.distribuer();
    await salle.ecrire(uneTache(`avant${rang}`));
    // The counters of transactions of the old server were far ahead of this one's.
    await salle.base.territoire<TablesTerritoire, void>(T, async (brut) => {
      const base = tables(brut);
      await sql`update abonnement_curseur set depuis = '9000000', jusqua = null, seq = null, seq_max = null`.execute(
        base,
      );
      await sql`update abonnement set instantane = '9000000:9000000:'`.execute(base);
    });
    await salle.administrer(`update ${T}.resource_history set xid = '9000001' where id = 'avant${rang}'`);
    await salle.ecrire(uneTache(`apres${rang}`));
    await salle.distribuer();
    await salle.distribuer();
    expect(await evenements()).toEqual([`avant${rang}/1`, `apres${rang}/1`]);
    await salle.ecrire(uneTache(`encore${rang}`));
    await salle.distribuer();
    expect(await evenements()).toEqual([`avant${rang}/1`, `apres${rang}/1`, `encore${rang}/1`]);
  });
});
