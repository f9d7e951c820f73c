import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoiteMssante } from '#connectors/mssante/boite.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { Socle } from '#socle/executer.ts';
import { ecrireMessage } from '../index.ts';
import { ADRESSE_DAC, uneCoordinatrice, unEssai, unMel, type Essai } from '../testing.ts';

let essai: Essai;
let salle: 'prend' | 'tombe' | 'laisse' = 'laisse';
beforeAll(async () => {
  essai = await unEssai([
    {
      nouveaux: {
        dac: async ({ tx, message, boite }) => {
          if (salle === 'tombe') throw new Error('la salle a une faute');
          if (salle === 'laisse') return false;
          const id = tx.nouvelId();
          await ecrireMessage(tx, {
            boite: boite.adresse,
            a: message.de,
            objet: `Task/${id}`,
            genre: 'demande',
            sujet: 'Votre demande',
            texte: 'Bien reçu.',
            lecteurs: [boite.structure],
          });
          return true;
        },
      },
    },
  ]);
});
afterAll(() => essai.fermer());

const lignes = () =>
  essai.lire((sql) =>
    sql
      .selectFrom('courriel as c')
      .select(['c.message_id', 'c.fil', 'c.etat', 'c.sens'])
      .where('c.nature', '=', 'message')
      .execute(),
  );
const illisibles = async () =>
  ((await essai.voir('messagerie.quarantaine', {})) as { messages: { id: string }[] }).messages;
const mel = (nom: string, dessus = {}) => unMel({ messageId: `<${nom}@medecin.mss-orsene.invalid>`, ...dessus });

/** A database that is cut at the nth transaction, before its commit. */
function baseCoupee(base: Base, auRang: number): Base {
  let rang = 0;
  return {
    ...base,
    territoire: (code, faire, options) =>
      base.territoire(
        code,
        async (sql) => {
          const resultat = await faire(sql as never);
          rang += 1;
          if (rang === auRang) throw Object.assign(new Error('coupure'), { code: '57P01' });
          return resultat as never;
        },
        options,
      ),
  };
}

test('coupé à n’importe quel moment, chaque message est rangé une fois et aucun n’est perdu', async () => {
  const noms = Array.from({ length: 6 }, (_, rang) => `coupe-${rang}-${nouvelId()}`);
  for (const nom of noms) await essai.deposer(await mel(nom));
  const coupures: unknown[] = [];
  for (let rang = 1; rang <= 8; rang += 1) {
    const socle: Socle = { ...essai.socle, base: baseCoupee(essai.socle.base, rang) };
    await essai.relever({ socle }).catch((erreur: unknown) => coupures.push(erreur));
  }
  expect(coupures.length).toBeGreaterThanOrEqual(4);
  expect(coupures).toEqual(coupures.map(() => expect.objectContaining({ code: '57P01' })));
  await essai.relever();
  const rangees = (await lignes()).filter((l) => noms.some((nom) => l.message_id.includes(nom)));
  expect(rangees.map((l) => l.message_id).sort()).toEqual(
    noms.map((nom) => `<${nom}@medecin.mss-orsene.invalid>`).sort(),
  );
  expect(rangees.every((l) => l.etat === 'classe')).toBe(true);
});

test('une salle en faute n’empêche rien : le message est rangé, un humain l’a, les suivants passent', async () => {
  salle = 'tombe';
  await essai.deposer(await mel(`faute-${nouvelId()}`, { texte: 'Empoisonné pour la salle.' }));
  expect(await essai.relever()).toMatchObject({ ranges: 1, quarantaines: 0 });
  salle = 'laisse';
  const vus = (await essai.voir('messagerie.fils', { groupe: 'repondre' })) as {
    groupes: { repondre: { extrait: string }[] };
  };
  expect(vus.groupes.repondre.map((l) => l.extrait)).toContain('Empoisonné pour la salle.');
});

test('ce qui ne peut pas être rangé du tout est mis de côté, avec sa raison', async () => {
  await essai.deposer(await mel(`impossible-${nouvelId()}`));
  const carnet = { ...essai.carnet, trouverParAdresse: () => Promise.reject(new Error('faute')) };
  expect(await essai.relever({ carnet })).toMatchObject({ ranges: 0, quarantaines: 1 });
  const { messages } = (await essai.voir('messagerie.quarantaine', {})) as {
    messages: { raison: string; main: { qui: string } }[];
  };
  expect(messages.at(-1)).toMatchObject({
    raison: 'Cordée n’a pas su le ranger. Rien n’en est perdu.',
    main: { qui: 'Sophie Marchand' },
  });
});

test('un message mis de côté se relit une fois la cause réparée : rangé comme au premier jour, rien de perdu', async () => {
  const nom = `repare-${nouvelId()}`;
  await essai.deposer(await mel(nom, { texte: 'À relire plus tard.' }));
  const carnet = { ...essai.carnet, trouverParAdresse: () => Promise.reject(new Error('faute')) };
  await essai.relever({ carnet });
  const avant = await illisibles();
  const id = avant.at(-1)?.id;
  const etranger = uneCoordinatrice({ refs: ['Organization/ailleurs'] });
  await expect(essai.agir('messagerie.relire', { id }, etranger)).rejects.toMatchObject({ code: 'cordee.introuvable' });
  salle = 'tombe';
  await expect(essai.agir('messagerie.relire', { id })).rejects.toThrow('la salle a une faute');
  expect(await illisibles()).toEqual(avant);
  salle = 'prend';
  const { fil } = (await essai.agir('messagerie.relire', { id })) as { fil: string };
  salle = 'laisse';
  expect((await illisibles()).map((m) => m.id)).not.toContain(id);
  const rangees = (await lignes()).filter((l) => l.fil === fil);
  expect(rangees.map((l) => `${l.sens} ${l.etat}`).toSorted()).toEqual(['envoye attente', 'recu classe']);
  expect(await essai.relever()).toMatchObject({ ranges: 0 });
  await essai.depot.renumeroter(ADRESSE_DAC);
  expect(await essai.relever()).toMatchObject({ ranges: 0, quarantaines: 0 });
  essai.horloge.avancer(1_000);
});

test('ce qui ne se lit toujours pas reste de côté, entier, et le dit', async () => {
  await essai.deposer(Buffer.from('Ceci n’est pas un message\r\n\r\n'));
  await essai.relever();
  const avant = await illisibles();
  await expect(essai.agir('messagerie.relire', { id: avant.at(-1)?.id })).rejects.toMatchObject({
    code: 'messagerie.toujours_illisible',
  });
  expect(await illisibles()).toEqual(avant);
});

test('une base en panne arrête le tour sans rien mettre de côté', async () => {
  const nom = `panne-${nouvelId()}`;
  await essai.deposer(await mel(nom));
  const client: Pick<BoiteMssante, 'relever'> = {
    relever: () => Promise.reject(Object.assign(new Error('hors ligne'), { code: 'ECONNREFUSED' })),
  };
  await expect(essai.relever({ client })).rejects.toThrow('hors ligne');
  await expect(
    essai.relever({ socle: { ...essai.socle, base: baseCoupee(essai.socle.base, 2) } }),
  ).rejects.toMatchObject({ code: '57P01' });
  expect((await lignes()).some((l) => l.message_id.includes(nom))).toBe(false);
  expect(await essai.relever()).toMatchObject({ ranges: 1 });
});

test('l’accusé que la salle écrit pendant la réception répond au message et partage son fil', async () => {
  salle = 'prend';
  const nom = `demande-${nouvelId()}`;
  await essai.deposer(await mel(nom));
  await essai.relever();
  salle = 'laisse';
  const toutes = await lignes();
  const recu = toutes.find((l) => l.message_id.includes(nom));
  expect(
    toutes
      .filter((l) => l.fil === recu?.fil)
      .map((l) => l.sens)
      .sort(),
  ).toEqual(['envoye', 'recu']);
  const { envoi } = await essai.lire(async (sql) => ({
    envoi: await sql
      .selectFrom('envoi')
      .select('envoi.charge')
      .orderBy('envoi.cree_le', 'desc')
      .executeTakeFirstOrThrow(),
  }));
  expect(envoi.charge).toMatchObject({ enReponseA: `<${nom}@medecin.mss-orsene.invalid>` });
});

test('quel que soit l’ordre où une conversation arrive, elle forme un seul fil', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), async (ordre) => {
      const lot = nouvelId();
      const id = (rang: number) => `<ordre-${rang}-${lot}@medecin.mss-orsene.invalid>`;
      for (const rang of ordre) {
        const parent = rang === 0 ? {} : { enReponseA: id(rang - 1), references: [id(rang - 1)] };
        await essai.deposer(await unMel({ messageId: id(rang), ...parent, texte: `Message ${rang}.` }));
      }
      await essai.relever();
      const rangees = (await lignes()).filter((l) => l.message_id.includes(lot));
      expect(rangees).toHaveLength(5);
      expect(new Set(rangees.map((l) => l.fil)).size).toBe(1);
      const mains = await essai.lire((base) =>
        base
          .selectFrom('main_ouverte as m')
          .innerJoin('fil_message as f', (on) => on.on('m.objet', '=', sql<string>`'Task/' || f.id`))
          .select('m.objet')
          .where('f.boite', '=', ADRESSE_DAC)
          .where('f.reuni_a', 'is not', null)
          .where('m.etat', '<>', 'termine')
          .execute(),
      );
      expect(mains).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('abîmé n’importe comment, un message est rangé ou mis de côté : rien n’arrête la boîte, rien ne se perd', async () => {
  const sain = await mel('sain', { texte: 'L’été à Écully : « ça va ».', sujet: 'Sujet à accents' });
  const abimes = fc.sample(
    fc.array(fc.tuple(fc.nat({ max: sain.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 30 }),
    { numRuns: 40, seed: 2026 },
  );
  const avant = (await tous()).length;
  const compter = async (octets: Buffer) => {
    await essai.deposer(octets);
    return essai.relever();
  };
  let ranges = 0;
  for (const coups of abimes) {
    const octets = Buffer.from(sain);
    for (const [ou, quoi] of coups) octets[ou] = quoi;
    const bilan = await compter(octets);
    ranges += bilan.ranges + bilan.quarantaines + bilan.avis;
    expect(bilan.ranges + bilan.quarantaines + bilan.avis + bilan.doublons).toBe(1);
  }
  expect((await tous()).length).toBe(avant + ranges);
  expect(await compter(await mel(`apres-${nouvelId()}`))).toMatchObject({ ranges: 1 });
});

const tous = () =>
  essai.lire((base) => base.selectFrom('courriel as c').select('c.id').where('c.sens', '=', 'recu').execute());
