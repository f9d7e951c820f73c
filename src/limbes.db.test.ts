import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { executer, type Socle } from '#socle/executer.ts';
import type { Canal } from '#socle/module.ts';
import { faireLeTour, type Ouvrier } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';

const T = lireCodeTerritoire('t0001');
const LUNDI_9H = new Date('2026-11-23T08:00:00Z');
const HEURE = 3_600_000;
const DAC = 'Organization/dac';
const EQUIPE = [
  { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '03 53 01 00 11' },
  { ref: 'PractitionerRole/thomas', nom: 'Thomas Lefèvre', telephone: '03 53 01 00 12' },
  { ref: 'PractitionerRole/beatrice', nom: 'Béatrice Hélénard', telephone: '03 53 01 00 13' },
];

let bdd: BaseDeTest;
let base: Base;
let socle: Socle;
let ouvrier: Ouvrier;
const horloge = horlogeReglable(LUNDI_9H);
const registre = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });

function membre(rang: number): Acteur {
  const p = EQUIPE[rang] ?? EQUIPE[0]!;
  return {
    genre: 'compte',
    id: `compte:${p.ref}`,
    nom: p.nom,
    role: 'coordinateur_appui',
    territoire: T,
    refs: [p.ref, DAC],
    ref: p.ref,
    structure: { ref: DAC, nom: 'DAC Orsène' },
    telephone: p.telephone,
    requete: 'test',
  };
}

const jouer = (acteur: Acteur, nom: string, entree: unknown): Promise<unknown> => {
  const action = registre.actions.get(nom);
  if (action === undefined) throw new Error(`action inconnue : ${nom}`);
  return executer(socle, acteur, action, entree);
};

/** Partners that never answer and never fail: silence is the subject. */
const silence: Canal = { livrer: async () => ({ etat: 'parti' }), echouer: async () => undefined };

beforeAll(async () => {
  bdd = await baseDeTest();
  await creerTerritoire(bdd.url, { code: T, nom: 'Pays d’Orsène', profil: 'essai', creeLe: LUNDI_9H });
  base = ouvrirBase(urlApplication(bdd.url));
  socle = { base, horloge, nouvelId, origine: 'http://localhost', coffre: coffreDeTest() };
  ouvrier = { socle, sonneries: registre.sonneries, canaux: new Map([['mssante', silence]]), journal: journalMuet };
  await base.territoire<TablesTerritoire, void>(T, async (sql) => {
    await ecrireReglage(
      sql,
      'files',
      { dac: { nom: 'Accueil du DAC', structure: DAC, porteurs: EQUIPE } },
      'test',
      LUNDI_9H,
    );
  });
});

afterAll(async () => {
  await base.fermer();
  await bdd.fermer();
});

async function deposer(urgence: 'U1' | 'U2' | 'U3'): Promise<string> {
  const { id } = (await jouer(membre(0), 'demande.deposer', {
    personne: { nom: 'Aubry', naissance: '1942' },
    texte: 'Chute, fille épuisée.',
    urgence,
  })) as { id: string };
  return id;
}

interface Ouverte {
  objet: string;
  etat: string;
  qui: string | null;
  due_le: Date | null;
  rang: number;
}

const ouvertes = () =>
  base.territoire<TablesTerritoire, Ouverte[]>(T, (sql) =>
    sql
      .selectFrom('main_ouverte as m')
      .select(['m.objet', 'm.etat', 'm.qui', 'm.due_le', 'm.rang'])
      .where('m.etat', '<>', 'termine')
      .execute(),
  );

/** Lets hours go by, one at a time, as the worker sees them; after each, every open thing must have somebody and a date to come. */
async function laisserPasser(
  heures: number,
  chaqueHeure: (h: number) => Promise<void> = async () => undefined,
): Promise<void> {
  for (let h = 1; h <= heures; h += 1) {
    horloge.avancer(HEURE);
    await faireLeTour(ouvrier, T);
    await chaqueHeure(h);
    for (const o of await ouvertes()) {
      expect(o.qui, `${o.objet} sans porteur à h+${h}`).not.toBeNull();
      expect(o.due_le?.getTime() ?? 0, `${o.objet} sans échéance à venir à h+${h}`).toBeGreaterThan(
        horloge.maintenant().getTime(),
      );
    }
  }
}

describe('Pendant 72 heures sans que personne ne réponde', () => {
  test('chaque demande a toujours une personne qui en répond et une échéance à venir, et remonte à quelqu’un d’autre', async () => {
    const urgente = await deposer('U1');
    const tranquille = await deposer('U3');
    const porteurs: string[] = [];
    await laisserPasser(72, async () => {
      const u = (await ouvertes()).find((o) => o.objet === `Task/${urgente}`);
      if (u?.qui !== undefined && u.qui !== null && porteurs.at(-1) !== u.qui) porteurs.push(u.qui);
    });
    expect(porteurs, 'la demande urgente passe par des personnes différentes, jusqu’au bout de l’échelle').toEqual(
      EQUIPE.map((p) => p.ref),
    );
    const fin = await ouvertes();
    expect(fin.find((o) => o.objet === `Task/${urgente}`)).toMatchObject({ etat: 'retard' });
    expect(fin.find((o) => o.objet === `Task/${tranquille}`)?.qui, 'la demande sans urgence remonte moins vite').toBe(
      EQUIPE[1]?.ref,
    );
  });

  test('une demande prise par quelqu’un puis oubliée remonte aussi, jamais à la personne qui l’a oubliée', async () => {
    const id = await deposer('U1');
    await jouer(membre(0), 'demande.prendre', { id });
    await laisserPasser(30);
    const o = (await ouvertes()).find((x) => x.objet === `Task/${id}`);
    expect(o?.etat).toBe('retard');
    expect(o?.qui).not.toBe(EQUIPE[0]?.ref);
  });

  test('une promesse faite au téléphone et oubliée remonte', async () => {
    await jouer(membre(1), 'liaison.noterAppel', {
      autre: { nom: 'Pharmacie Lemoine', telephone: '03 53 01 02 03' },
      motif: 'organisation',
      decision: 'La pharmacie prépare un pilulier.',
      quiFaitQuoi: [
        {
          qui: 'moi',
          quoi: 'Rappeler la fille de Mme Aubry',
          pourLe: new Date(horloge.maintenant().getTime() + 2 * HEURE).toISOString(),
        },
      ],
    });
    await laisserPasser(24);
    const faits = await base.territoire<TablesTerritoire, { n: string }[]>(T, (sql) =>
      sql.selectFrom('fait').select('fait.nom as n').where('fait.nom', '=', 'TacheRemontee.v1').execute(),
    );
    expect(faits.length).toBeGreaterThanOrEqual(1);
  });

  test('ce qui est clos n’attend plus personne et ne sonne plus', async () => {
    const id = await deposer('U2');
    await jouer(membre(2), 'demande.prendre', { id });
    await jouer(membre(2), 'demande.annuler', {
      id,
      raison: 'annulee',
      motif: 'Erreur de saisie',
      prevenuParTelephone: true,
    });
    await laisserPasser(12);
    expect((await ouvertes()).some((o) => o.objet === `Task/${id}`)).toBe(false);
  });
});

test('quels que soient l’urgence et le temps écoulé d’un coup, rien n’est laissé sans suite', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('U1' as const, 'U2' as const, 'U3' as const),
      fc.integer({ min: 1, max: 400 }),
      async (urgence, heures) => {
        await deposer(urgence);
        horloge.avancer(heures * HEURE);
        for (let tour = 0; tour < 5; tour += 1) await faireLeTour(ouvrier, T);
        const limbes = (await ouvertes()).filter(
          (o) => o.qui === null || o.due_le === null || o.due_le <= horloge.maintenant(),
        );
        expect(limbes).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
});

test('la base elle-même refuse une chose ouverte sans porteur ou sans échéance', async () => {
  const sansPorteur = base.territoire<TablesTerritoire, unknown>(T, (sql) =>
    sql.updateTable('main_ouverte').set({ qui: null }).where('main_ouverte.etat', '<>', 'termine').execute(),
  );
  await expect(sansPorteur).rejects.toMatchObject({ constraint: 'main_jamais_dans_les_limbes' });
});
