import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { choisirFil, identifiantsParProximite, type FilConnu, type Liens } from './choisir-fil.ts';
import { nomAffiche } from './nom-affiche.ts';

/** Files messages one after the other as the mailbox does, in memory. Returns for each message the set it ended with. */
function ranger(messages: readonly Liens[], objets: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const fils = new Map<string, FilConnu>();
  const connus = new Map<string, string>();
  let rang = 0;
  for (const message of messages) {
    const vus = new Map<string, FilConnu>();
    for (const id of identifiantsParProximite(message)) {
      const fil = fils.get(connus.get(id) ?? '');
      if (fil !== undefined) vus.set(id, fil);
    }
    const choix = choisirFil(message, vus);
    for (const absorbe of choix.aReunir) {
      for (const [id, fil] of connus) if (fil === absorbe) connus.set(id, choix.fil ?? '');
      fils.delete(absorbe);
    }
    rang += 1;
    const fil = choix.fil ?? `fil-${rang}`;
    if (choix.fil === undefined)
      fils.set(fil, { id: fil, objet: objets.get(message.propre) ?? null, ouvertLe: new Date(rang) });
    for (const id of identifiantsParProximite(message)) if (!connus.has(id)) connus.set(id, fil);
  }
  return new Map(messages.map((m) => [m.propre, connus.get(m.propre) ?? '']));
}

function partition(fils: ReadonlyMap<string, string>): string {
  const groupes = new Map<string, string[]>();
  for (const [message, fil] of fils) groupes.set(fil, [...(groupes.get(fil) ?? []), message]);
  return JSON.stringify([...groupes.values()].map((g) => g.sort()).sort((a, b) => String(a).localeCompare(String(b))));
}

/** Conversations as they happen: each message answers an earlier one or opens a thread, and quotes part of the chain. */
const conversations = fc
  .array(
    fc.record({
      parent: fc.integer({ min: -1, max: 11 }),
      cites: fc.integer({ min: 0, max: 3 }),
      sansEntete: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((plan) =>
    plan.map(({ parent, cites, sansEntete }, rang): Liens => {
      const pere = parent < rang && parent >= 0 ? parent : undefined;
      const chaine =
        pere === undefined
          ? []
          : ancetres(plan, pere)
              .slice(-cites - 1)
              .map((r) => `m${r}`);
      return {
        propre: `m${rang}`,
        ...(pere === undefined || sansEntete ? {} : { enReponseA: `m${pere}` }),
        references: chaine,
      };
    }),
  );

function ancetres(plan: readonly { parent: number }[], rang: number): number[] {
  const parent = plan[rang]?.parent ?? -1;
  return parent >= 0 && parent < rang ? [...ancetres(plan, parent), rang] : [rang];
}

test('quel que soit l’ordre d’arrivée, les mêmes messages forment les mêmes fils', () => {
  fc.assert(
    fc.property(conversations, fc.infiniteStream(fc.nat()), (messages, tirage) => {
      const melanges = messages
        .map((message) => ({ message, cle: tirage.next().value ?? 0 }))
        .sort((a, b) => a.cle - b.cle)
        .map(({ message }) => message);
      expect(partition(ranger(melanges))).toBe(partition(ranger(messages)));
    }),
    { numRuns: 500 },
  );
});

test('deux fils sur deux affaires ne se réunissent jamais, même si un message cite les deux', () => {
  const connus = new Map<string, FilConnu>([
    ['<a>', { id: 'fil-a', objet: 'Task/a', ouvertLe: new Date(1) }],
    ['<b>', { id: 'fil-b', objet: 'Task/b', ouvertLe: new Date(2) }],
    ['<c>', { id: 'fil-c', objet: null, ouvertLe: new Date(3) }],
  ]);
  expect(choisirFil({ propre: '<n>', enReponseA: '<b>', references: ['<a>', '<c>', '<b>'] }, connus)).toEqual({
    fil: 'fil-b',
    aReunir: ['fil-c'],
  });
});

test('un message sans lien connu ouvre un fil', () => {
  expect(choisirFil({ propre: '<n>', references: ['<inconnu>'] }, new Map())).toEqual({ fil: undefined, aReunir: [] });
});

test('l’adresse d’un patient n’est jamais montrée, celle d’un professionnel l’est faute de nom', () => {
  expect(nomAffiche('279035121518989@patient.mssante.fr', '', undefined)).toBe('Un patient (Mon espace santé)');
  expect(nomAffiche('279035121518989@patient.mssante.fr', '279035121518989@patient.mssante.fr', undefined)).toBe(
    'Un patient (Mon espace santé)',
  );
  expect(nomAffiche('cabinet@medecin.mss-orsene.invalid', '', undefined)).toBe('cabinet@medecin.mss-orsene.invalid');
  expect(nomAffiche('cabinet@medecin.mss-orsene.invalid', 'Cabinet\r\n', 'Dr Paul Martin')).toBe('Dr Paul Martin');
});
