import { afterAll, beforeAll, expect, test } from 'vitest';
import { moduleCercle } from '#modules/cercle/index.ts';
import { moduleDossier } from '#modules/dossier/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { ADRESSE_DAC, uneCoordinatrice, unEssai, type Essai } from '#modules/messagerie/testing.ts';
import { lireMessage } from '#connectors/mssante/lire-message.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { moduleDroitsPersonne } from './index.ts';

const MARTIN = 'paul.martin@medecin.mss-orsene.invalid';
const AUTRE = 'autre@medecin.mss-orsene.invalid';

let essai: Essai;
beforeAll(async () => {
  essai = await unEssai([
    moduleCercle({ contactDe: () => Promise.resolve(undefined) }),
    moduleDossier({ phrases: () => undefined }),
    moduleDroitsPersonne,
  ]);
});
afterAll(() => essai.fermer());

const sophie = () => uneCoordinatrice({ connexion: { moyen: 'psc', elevee: essai.horloge.maintenant() } });
const dans = <T>(faire: (tx: Transaction) => Promise<T>): Promise<T> =>
  essai.socle.base.territoire<TablesTerritoire, T>(essai.territoire, (sql) =>
    faire(new Transaction({ ...essai.socle, sql, acteur: sophie(), maintenant: essai.horloge.maintenant() })),
  );
const boite = async (adresse: string) => {
  const { entrees } = await essai.depot.etat(adresse);
  const lus = await Promise.all(
    entrees.map(async ({ uid, recuLe }) => {
      const brut = await essai.depot.lire(adresse, uid);
      return brut === undefined ? undefined : lireMessage({ uid, brut, recuLe, complet: true });
    }),
  );
  return lus.flatMap((m) => (m === undefined || m.nature === 'illisible' ? [] : [m]));
};

test('qui a reçu l’information fausse par courrier reçoit la correction, une fois, dans le même échange ; les autres, rien', async () => {
  const { recherche } = (await essai.voir('dossier.rechercherIdentite', TRAITS, sophie())) as { recherche: string };
  const { patient } = (await essai.agir('dossier.creer', { recherche, traits: TRAITS, ecartes: [] }, sophie())) as {
    patient: string;
  };
  const ecrire = (a: string, texte: string) =>
    dans((tx) =>
      ecrireMessage(tx, {
        boite: ADRESSE_DAC,
        a: { adresse: a, nom: a === MARTIN ? 'Dr Paul Martin' : 'Dr Autre' },
        genre: 'message',
        patient,
        sujet: 'Information',
        texte,
        lecteurs: ['Organization/dac'],
      }),
    );
  const { communication } = await ecrire(MARTIN, 'Elle vit seule.');
  await ecrire(AUTRE, 'Bonjour.');
  await essai.tour();
  const avant = (await boite(MARTIN)).length;
  const { id } = (await essai.agir(
    'droitsPersonne.noter',
    {
      patient,
      genre: 'rectification',
      qualite: 'personne',
      demandeur: 'Jeanne Aubry',
      preuve: 'piece',
      objet: communication,
      demande: 'Je vis avec ma fille',
    },
    sophie(),
  )) as { id: string };
  await essai.agir(
    'droitsPersonne.decider',
    { id, accord: true, texte: 'C’est exact.', correction: 'Elle vit avec sa fille.' },
    sophie(),
  );
  await essai.tour();
  const recus = await boite(MARTIN);
  expect(recus).toHaveLength(avant + 1);
  const [premier, correction] = [recus.at(-2), recus.at(-1)];
  expect(correction?.texte).toContain('Elle vit avec sa fille.');
  expect(correction?.sujet).not.toContain('Aubry');
  expect(correction?.references).toContain(premier?.messageId);
  expect(await boite(AUTRE)).toHaveLength(1);
  expect(await essai.voir('droitsPersonne.detail', { id }, sophie())).toMatchObject({
    destinataires: expect.arrayContaining(['Dr Paul Martin']) as unknown,
  });
});

const TRAITS = {
  nomNaissance: 'Petit',
  nom: 'Aubry',
  prenoms: 'Jeanne',
  naissance: '12/03/1942',
  sexe: 'female',
} as const;
