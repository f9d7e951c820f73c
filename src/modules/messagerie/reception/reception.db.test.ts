import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import type * as contrats from '../contract.ts';
import { ADRESSE_DAC, unEssai, unMel, type Essai } from '../testing.ts';

let essai: Essai;
beforeAll(async () => {
  essai = await unEssai();
});
afterAll(() => essai.fermer());
beforeEach(() => essai.horloge.avancer(60_000));

type Fils = z.output<typeof contrats.fils.sortie>;
const fils = async () => (await essai.voir('messagerie.fils', {})) as Fils;
const fil = async (id: string) => (await essai.voir('messagerie.fil', { id })) as z.output<typeof contrats.fil.sortie>;
const unique = (nom: string) => `<${nom}.${Math.random().toString(36).slice(2)}@medecin.mss-orsene.invalid>`;

test('un message que personne n’attend a quelqu’un qui a la main et une échéance', async () => {
  await essai.deposer(await unMel({ texte: 'Bonjour,\n\nL’aînée de Mme Çelik s’inquiète : ça n’va pas.' }));
  expect(await essai.relever()).toEqual({ ranges: 1, doublons: 0, avis: 0, quarantaines: 0 });
  const [ligne] = (await fils()).groupes.repondre;
  expect(ligne).toMatchObject({
    correspondant: 'Dr Paul Martin',
    nonLu: true,
    main: { etat: 'attend', qui: 'Sophie Marchand', prochaine: 'répondre à Dr Paul Martin' },
  });
  expect((await fil(ligne?.id ?? '')).messages[0]?.texte).toContain('L’aînée de Mme Çelik s’inquiète : ça n’va pas.');
});

test('un message reçu deux fois n’est rangé qu’une fois', async () => {
  const octets = await unMel({ messageId: unique('double') });
  await essai.deposer(octets);
  await essai.deposer(Buffer.concat([Buffer.from('Received: par un autre chemin\r\n'), octets]));
  expect(await essai.relever()).toMatchObject({ ranges: 1, doublons: 1 });
});

test('un même identifiant avec un autre contenu est gardé et montré aussi', async () => {
  const messageId = unique('repris');
  await essai.deposer(await unMel({ messageId, texte: 'Première version.' }));
  await essai.deposer(await unMel({ messageId, texte: 'Seconde version.' }));
  expect(await essai.relever()).toMatchObject({ ranges: 2, doublons: 0 });
  const ligne = Object.values((await fils()).groupes)
    .flat()
    .find((l) => l.extrait.includes('Seconde version'));
  const { messages } = await fil(ligne?.id ?? '');
  expect(messages.map((m) => [m.texte, m.memeIdentifiant])).toEqual([
    ['Première version.', true],
    ['Seconde version.', true],
  ]);
});

test('deux ouvriers qui relèvent la même boîte en même temps rangent chaque message une fois', async () => {
  const avant = await compter();
  for (let rang = 0; rang < 30; rang += 1) await essai.deposer(await unMel({ messageId: unique(`lot${rang}`) }));
  const bilans = await Promise.all([essai.relever(), essai.relever()]);
  expect(bilans.reduce((total, b) => total + b.ranges, 0)).toBe(30);
  expect(await compter()).toBe(avant + 30);
});

test('une réponse arrivée avant sa question rejoint le même fil', async () => {
  const [question, reponse, suite] = [unique('q'), unique('r'), unique('s')];
  await essai.deposer(
    await unMel({ messageId: suite, enReponseA: reponse, references: [question, reponse], texte: 'Troisième mot.' }),
  );
  await essai.relever();
  await essai.deposer(await unMel({ messageId: question, texte: 'Premier mot.' }));
  await essai.relever();
  await essai.deposer(
    await unMel({ messageId: reponse, enReponseA: question, references: [question], texte: 'Deuxième mot.' }),
  );
  await essai.relever();
  const lignes = Object.values((await fils()).groupes)
    .flat()
    .filter((l) => l.extrait.includes(' mot.'));
  expect(lignes).toHaveLength(1);
  expect((await fil(lignes[0]?.id ?? '')).messages.map((m) => m.texte).sort()).toEqual([
    'Deuxième mot.',
    'Premier mot.',
    'Troisième mot.',
  ]);
});

test('le même sujet ne suffit jamais à réunir deux conversations', async () => {
  await essai.deposer(await unMel({ messageId: unique('sujet1'), sujet: 'Sujet commun', texte: 'Conversation une.' }));
  await essai.deposer(
    await unMel({ messageId: unique('sujet2'), sujet: 'RE: Sujet commun', texte: 'Conversation deux.' }),
  );
  await essai.relever();
  const lignes = Object.values((await fils()).groupes)
    .flat()
    .filter((l) => l.sujet.includes('Sujet commun'));
  expect(lignes).toHaveLength(2);
});

test('un message illisible est mis de côté avec sa raison, les autres passent', async () => {
  await essai.deposer(Buffer.from('Ceci n’est pas un message\r\n\r\n'));
  await essai.deposer(await unMel({ messageId: unique('apres'), texte: 'Bien portant.' }));
  expect(await essai.relever()).toMatchObject({ ranges: 1, quarantaines: 1 });
  const { messages } = (await essai.voir('messagerie.quarantaine', {})) as z.output<typeof contrats.quarantaine.sortie>;
  expect(messages[0]).toMatchObject({ raison: 'Son expéditeur n’est pas clair.', main: { qui: 'Sophie Marchand' } });
  await essai.agir('messagerie.ecarter', { id: messages[0]?.id, motif: 'Publicité.' });
  expect(
    ((await essai.voir('messagerie.quarantaine', {})) as z.output<typeof contrats.quarantaine.sortie>).messages,
  ).toEqual([]);
});

test('après une renumérotation de la boîte, rien n’est rangé deux fois', async () => {
  const avant = await compter();
  await essai.depot.renumeroter(ADRESSE_DAC);
  await essai.deposer(await unMel({ messageId: unique('neuf') }));
  expect(await essai.relever()).toMatchObject({ ranges: 1 });
  expect(await compter()).toBe(avant + 1);
});

test('une pièce jointe de 25 Mo est gardée, et le message aussi', async () => {
  const octets = new Uint8Array(25 * 1024 * 1024).fill(37);
  await essai.deposer(
    await unMel({
      messageId: unique('lourd'),
      texte: 'Voici l’imagerie.',
      piecesJointes: [{ nom: 'scanner d’été.pdf', type: 'application/pdf', octets }],
    }),
  );
  expect(await essai.relever()).toMatchObject({ ranges: 1 });
  const ligne = Object.values((await fils()).groupes)
    .flat()
    .find((l) => l.extrait.includes('imagerie'));
  expect((await fil(ligne?.id ?? '')).messages[0]?.pieces).toMatchObject([
    { nom: 'scanner d’été.pdf', taille: octets.byteLength },
  ]);
});

async function compter(): Promise<number> {
  return essai.lire(
    async (sql) =>
      (await sql.selectFrom('courriel').select('courriel.id').where('courriel.etat', '=', 'classe').execute()).length,
  );
}

test('une réponse au sujet d’une personne au dossier clos est mise de côté, entière, avec la raison', async () => {
  const [question, reponse] = [unique('avant'), unique('apres')];
  await essai.deposer(await unMel({ messageId: question, texte: 'Avant le décès.' }));
  await essai.relever();
  const id = Object.values((await fils()).groupes)
    .flat()
    .find((l) => l.extrait.includes('Avant le décès'))?.id;
  await essai.lire(async (sql) => {
    await sql
      .updateTable('fil_message')
      .set({ patient: 'decedee' })
      .where('fil_message.id', '=', id ?? '')
      .execute();
    const le = new Date(0);
    await sql
      .insertInto('deces_connu')
      .values({ patient: 'decedee', connu_le: le, fige_le: le, clos_par: null })
      .execute();
  });
  await essai.deposer(
    await unMel({ messageId: reponse, enReponseA: question, references: [question], texte: 'Après.' }),
  );
  expect(await essai.relever()).toMatchObject({ ranges: 0, quarantaines: 1 });
  const { messages } = (await essai.voir('messagerie.quarantaine', {})) as z.output<typeof contrats.quarantaine.sortie>;
  const mis = messages.find(({ raison }) => raison.includes('décédée'));
  expect(mis).toBeDefined();
  await expect(essai.agir('messagerie.relire', { id: mis?.id })).rejects.toMatchObject({ code: 'deces.dossier_fige' });
});
