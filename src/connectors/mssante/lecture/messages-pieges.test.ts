import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageIllisible } from '../boite.ts';
import { lireMessage } from '../lire-message.ts';

const LE = new Date('2026-11-23T09:30:00Z');
const ENTETES =
  'From: Dr Martin <martin@medecins.essai.invalid>\nTo: cellule@coordination.essai.invalid\nSubject: Demande\nMessage-ID: <m1@medecins.essai.invalid>\n';

function recu(texte: string, complet = true) {
  return lireMessage({
    uid: 7,
    brut: Buffer.from(texte.replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
    recuLe: LE,
    complet,
  });
}

function emboite(niveaux: number): string {
  const debuts = Array.from(
    { length: niveaux },
    (_, rang) => `Content-Type: multipart/mixed; boundary=b${rang}\n\n--b${rang}\n`,
  );
  return `${ENTETES}${debuts.join('')}Content-Type: text/plain\n\nx`;
}

const HOSTILES: readonly (readonly [quoi: string, raison: MessageIllisible['raison'], texte: string])[] = [
  ['5 000 niveaux d’emboîtement', 'imbrication', emboite(5000)],
  [
    '100 000 parties',
    'trop-de-parties',
    `${ENTETES}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(100_000)}--b--`,
  ],
  [
    '1 000 parties',
    'trop-de-parties',
    `${ENTETES}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1000)}--b--`,
  ],
  ['un en-tête de 20 000 deux-points', 'entetes-demesures', `${ENTETES}Cc: ${':'.repeat(200_000)}\n\nx`],
  ['10 000 en-têtes', 'entetes-demesures', `${ENTETES}${'X-A: b\n'.repeat(10_000)}\nx`],
  ['deux expéditeurs', 'expediteur-ambigu', `From: vrai@b.invalid\n${ENTETES}\nx`],
  ['aucun expéditeur', 'expediteur-ambigu', 'Subject: x\n\nx'],
  ['un expéditeur sans adresse', 'expediteur-ambigu', 'From: ;\nSubject: x\n\nx'],
  [
    'des octets au hasard',
    'expediteur-ambigu',
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)).toString('latin1'),
  ],
  ['un message vide', 'expediteur-ambigu', ''],
  [
    'un HTML de plus de deux millions de caractères',
    'texte-indechiffrable',
    `${ENTETES}Content-Type: text/html\n\n${'<b>x</b>'.repeat(300_000)}`,
  ],
];

describe('messages piégés', () => {
  test.each(HOSTILES)('%s : quarantaine « %s », octets gardés', async (_quoi, raison, texte) => {
    const message = await recu(texte);
    expect(message).toMatchObject({ nature: 'illisible', raison, uid: 7, brutComplet: true, recuLe: LE });
    expect(Buffer.from(message.brut).length).toBe(texte.replaceAll(/\r?\n/g, '\r\n').length);
  });

  test('un message trop gros est en quarantaine avec son début', async () => {
    const message = await recu(`${ENTETES}\ndebut`, false);
    expect(message).toMatchObject({
      nature: 'illisible',
      raison: 'trop-gros',
      brutComplet: false,
      sujetDeclare: 'Demande',
      expediteurDeclare: 'Dr Martin <martin@medecins.essai.invalid>',
    });
  });

  test('rien de ce qu’on donne à lire ne fait échouer la lecture', async () => {
    const morceau = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.constantFrom(
        ENTETES,
        '\n\n',
        '--b\n',
        '--b--\n',
        'Content-Type: multipart/mixed; boundary=b\n',
        'Content-Type: message/rfc822\n',
        'Content-Type: message/delivery-status\n',
        'Content-Transfer-Encoding: base64\n',
        'Content-Type: text/html; charset=utf-7\n',
        '=?utf-8?B?////?=',
        'Subject: ',
        'From: ',
        'To: a:b,c:;<',
        'Date: 99999\n',
        'References: <<<>>>\n',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(morceau, { maxLength: 25 }), async (morceaux) => {
        const message = await recu(morceaux.join(''));
        expect(message.messageId).toMatch(/^<.+>$/);
        expect(message.empreinte).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 300 },
    );
  });
});
