import { afterAll, beforeAll, expect, test } from 'vitest';
import { patientDepuisTraits, STATUTS_IDENTITE, type StatutIdentite } from '#fhir/identite/index.ts';
import { desTraitsQualifies } from '#fhir/identite/testing.ts';
import { ecrireMessage } from '../index.ts';
import { ADRESSE_DAC, type Essai } from '../testing.ts';
import { MARTIN, ouvrirEnvoi, type EnvoiDeTest } from './testing.ts';

const MATRICULE = '279035121518989';
const FORMES = [MATRICULE, '2 79 03 51 215 189 89', '2.79.03.51.215.189'];
/** Whatever separates its digits. */
const SEME = /2[\s.-]*7[\s.-]*9[\s.-]*0[\s.-]*3[\s.-]*5[\s.-]*1[\s.-]*2[\s.-]*1[\s.-]*5[\s.-]*1[\s.-]*8[\s.-]*9/;

let envoi: EnvoiDeTest;
let essai: Essai;
beforeAll(async () => {
  envoi = await ouvrirEnvoi();
  ({ essai } = envoi);
  await envoi.parCordee(async (tx) => {
    for (const statut of STATUTS_IDENTITE) {
      const traits = desTraitsQualifies({}, { statut });
      await tx.ecrire(patientDepuisTraits(traits, { id: `p-${statut}` }), undefined, ['PractitionerRole/sophie']);
    }
  });
});
afterAll(() => essai.fermer());

/** Everything that left since the last look, as octets on the wire, with the transfer encoding undone. */
async function sortis(): Promise<readonly string[]> {
  await envoi.partir();
  const { entrees } = await essai.depot.etat(MARTIN);
  const bruts = await Promise.all(entrees.map(({ uid }) => essai.depot.lire(MARTIN, uid)));
  return bruts.map((brut) => {
    const texte = Buffer.from(brut ?? new Uint8Array()).toString('utf8');
    const [entetes = '', ...corps] = texte.split(/\r?\n\r?\n/);
    const clair = corps.join('\n\n');
    const base64 = /^content-transfer-encoding: base64/im.test(entetes);
    return `${entetes}\n\n${base64 ? Buffer.from(clair, 'base64').toString('utf8') : clair.replaceAll(/=\r?\n/g, '')}`;
  });
}

test('hors « qualifiée », un matricule tapé est refusé en disant quoi faire, et rien ne part', async () => {
  const autres: (StatutIdentite | undefined)[] = [...STATUTS_IDENTITE.filter((s) => s !== 'QUAL'), undefined];
  for (const statut of autres)
    for (const forme of FORMES)
      await expect(
        envoi.ecrire({ texte: `Son numéro : ${forme}.`, ...(statut === undefined ? {} : { patient: `p-${statut}` }) }),
      ).rejects.toMatchObject({
        code: 'messagerie.matricule_interdit',
        champs: { texte: expect.any(String) as string },
      });
  expect((await sortis()).filter((octets) => SEME.test(octets))).toEqual([]);
});

test('ce que la maison écrit seule perd le numéro ; le sujet ne le porte jamais, même qualifiée', async () => {
  for (const statut of STATUTS_IDENTITE)
    await envoi.parCordee((tx) =>
      ecrireMessage(tx, {
        boite: ADRESSE_DAC,
        a: { adresse: MARTIN, nom: 'Dr Paul Martin', ref: 'PractitionerRole/martin' },
        genre: 'message',
        patient: `p-${statut}`,
        sujet: `Suite ${MATRICULE}`,
        texte: `Au sujet de ${MATRICULE} (${statut}).`,
        lecteurs: [],
      }),
    );
  const octets = await sortis();
  expect(octets).toHaveLength(STATUTS_IDENTITE.length);
  for (const message of octets) {
    expect(message.split('\n\n')[0]).not.toMatch(SEME);
    expect(SEME.test(message)).toBe(message.includes('(QUAL)'));
  }
});

test('une identité qualifiée laisse partir son numéro, et le sien seul', async () => {
  const avant = (await sortis()).length;
  await envoi.ecrire({ texte: `Son numéro : ${MATRICULE}.`, patient: 'p-QUAL' });
  expect((await sortis()).slice(avant).filter((octets) => SEME.test(octets))).toHaveLength(1);
  await expect(envoi.ecrire({ texte: 'Et 255082B03300424 ?', patient: 'p-QUAL' })).rejects.toMatchObject({
    code: 'messagerie.matricule_interdit',
  });
});
