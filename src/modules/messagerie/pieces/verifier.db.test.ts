import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { AntivirusIndisponible, type Antivirus, type Verdict } from '#connectors/antivirus/index.ts';
import { EICAR } from '#connectors/antivirus/simulateur/simulateur.ts';
import { journalMuet } from '#lib/journal.ts';
import type * as contrats from '../contract.ts';
import { unEssai, unMel, type Essai } from '../testing.ts';
import { UN_PDF } from './testing.ts';
import { verifierLesPieces } from './verifier.ts';

const SIGNATURES = new Date('2026-11-23T06:00:00Z');
const MOTEUR = { moteur: 'ClamAV 1.4.3', signaturesDu: SIGNATURES };

let essai: Essai;
beforeAll(async () => {
  essai = await unEssai([], { antivirus: true });
});
afterAll(() => essai.fermer());

/** The engine of a test: EICAR is bad, `panne` is what it throws instead of a verdict. */
function unMoteur() {
  const etat: { panne?: AntivirusIndisponible; vues: number } = { vues: 0 };
  const antivirus: Antivirus = {
    verifier: (octets): Promise<Verdict> => {
      etat.vues += 1;
      if (etat.panne !== undefined) return Promise.reject(etat.panne);
      const infecte = Buffer.from(octets).includes(EICAR);
      return Promise.resolve(
        infecte ? { issue: 'dangereuse', menace: 'Eicar-Essai', ...MOTEUR } : { issue: 'saine', ...MOTEUR },
      );
    },
  };
  const tour = () =>
    verifierLesPieces({ socle: essai.socle, territoire: essai.territoire, antivirus, journal: journalMuet });
  return { etat, tour };
}

const PDF = { nom: 'lettre.pdf', type: 'application/pdf', octets: UN_PDF };
const INFECTEE = { nom: 'facture.txt', type: 'text/plain', octets: Buffer.from(EICAR) };

type Fil = z.output<typeof contrats.fil.sortie>;
type Fils = z.output<typeof contrats.fils.sortie>;

/** Receives a mail with these attachments; gives its thread as Sophie reads it. */
async function recevoir(texte: string, piecesJointes: readonly (typeof PDF)[]): Promise<() => Promise<Fil>> {
  await essai.deposer(await unMel({ texte, piecesJointes }));
  await essai.relever();
  const { groupes } = (await essai.voir('messagerie.fils', {})) as Fils;
  const id = Object.values(groupes)
    .flat()
    .find((l) => l.extrait === texte)?.id;
  return async () => (await essai.voir('messagerie.fil', { id })) as Fil;
}
const lignes = (fil: Fil) => fil.messages.flatMap(({ pieces }) => pieces);
const ligneDe = (id: string) =>
  essai.lire((sql) =>
    sql
      .selectFrom('piece as p')
      .select(['p.etat', 'p.menace', 'p.signatures_du', 'p.essais'])
      .where('p.id', '=', id)
      .executeTakeFirstOrThrow(),
  );

test('d’un message à deux pièces, la saine s’ouvre, l’infectée est mise de côté, le texte se lit, et le fil le raconte', async () => {
  const fil = await recevoir('Deux pièces.', [PDF, INFECTEE]);
  expect(lignes(await fil()).map(({ etat, ouvrable }) => [etat, ouvrable])).toEqual([
    ['a_verifier', false],
    ['a_verifier', false],
  ]);
  expect(await unMoteur().tour()).toBe(2);
  const lu = await fil();
  const [saine, infectee] = lignes(lu);
  expect(saine).toMatchObject({ etat: 'saine', dit: null, ouvrable: true });
  expect(infectee).toMatchObject({ etat: 'dangereuse', ouvrable: false });
  expect(infectee?.dit).toContain('virus');
  expect(lu.messages[0]?.texte).toBe('Deux pièces.');
  expect(await essai.voir('messagerie.piece', { piece: saine?.id })).toMatchObject({ affichage: 'pdf' });
  await expect(essai.voir('messagerie.piece', { piece: infectee?.id })).rejects.toMatchObject({
    code: 'messagerie.piece_dangereuse',
  });
  expect(await ligneDe(infectee?.id ?? '')).toMatchObject({ menace: 'Eicar-Essai', signatures_du: SIGNATURES });
  const faits = await essai.lire((sql) =>
    sql.selectFrom('fait as f').select('f.donnees').where('f.nom', '=', 'PieceMiseDeCote.v1').execute(),
  );
  expect(faits).toEqual([
    { donnees: { fil: lu.id, de: 'Dr Paul Martin', piece: 'facture.txt', menace: 'Eicar-Essai' } },
  ]);
});

test('un fil classé où l’on découvre un virus rend la main à quelqu’un, avec ce qu’il faut faire', async () => {
  const fil = await recevoir('Déjà classé.', [INFECTEE]);
  const { id } = await fil();
  await essai.agir('messagerie.classer', { fil: id });
  expect((await fil()).main).toBeNull();
  await unMoteur().tour();
  expect((await fil()).main).toMatchObject({
    qui: 'Sophie Marchand',
    prochaine: expect.stringContaining('prévenir Dr Paul Martin'),
  });
});

test('moteur en panne : rien n’est perdu, rien ne s’ouvre, il est redemandé de plus en plus tard, et la pièce s’ouvre à son retour', async () => {
  const fil = await recevoir('Moteur en panne.', [PDF]);
  const [piece] = lignes(await fil());
  const { etat, tour } = unMoteur();
  etat.panne = new AntivirusIndisponible('injoignable');
  expect(await tour()).toBe(0);
  expect(await tour()).toBe(0);
  expect(etat.vues).toBe(1);
  expect(lignes(await fil())[0]).toMatchObject({
    etat: 'a_verifier',
    ouvrable: false,
    dit: expect.stringContaining('Pas encore vérifiée'),
  });
  await expect(essai.voir('messagerie.piece', { piece: piece?.id })).rejects.toMatchObject({
    code: 'messagerie.piece_a_verifier',
  });
  for (let essais = 2; essais <= 30; essais += 1) {
    essai.horloge.avancer(15 * 60_000);
    expect(await tour()).toBe(0);
    expect(etat.vues).toBe(essais);
  }
  delete etat.panne;
  essai.horloge.avancer(15 * 60_000);
  expect(await tour()).toBe(1);
  expect(lignes(await fil())[0]).toMatchObject({ etat: 'saine', ouvrable: true });
});

test('un document sur lequel le moteur trébuche dix fois n’est jamais ouvert, et le dit', async () => {
  const fil = await recevoir('Il trébuche.', [PDF]);
  const { etat, tour } = unMoteur();
  etat.panne = new AntivirusIndisponible('erreur_du_moteur');
  for (let i = 0; i < 10; i += 1) {
    await tour();
    essai.horloge.avancer(15 * 60_000);
  }
  expect(lignes(await fil())[0]).toMatchObject({ etat: 'non_verifiable', ouvrable: false });
  expect(await tour()).toBe(0);
  expect(etat.vues).toBe(10);
});

test('deux ouvriers à la fois ne demandent jamais deux fois la même pièce', async () => {
  const fil = await recevoir('Deux ouvriers.', [PDF, PDF, PDF, PDF]);
  const un = unMoteur();
  const jugees = await Promise.all([un.tour(), un.tour()]);
  expect(jugees[0] + jugees[1]).toBe(4);
  expect(un.etat.vues).toBe(4);
  expect(lignes(await fil()).every(({ etat }) => etat === 'saine')).toBe(true);
});
