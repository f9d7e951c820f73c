import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageAEnvoyer } from './boite.ts';
import { ecrireMessage, estAdresse, messageIdDe } from './ecrire-message.ts';
import { MessageInvalide } from './erreurs.ts';
import { lireMessage } from './lire-message.ts';

const MEGA = 1024 * 1024;
const LE = new Date('2026-11-23T09:30:00Z');

function unMessage(reste: Partial<MessageAEnvoyer> = {}): MessageAEnvoyer {
  return {
    messageId: '<0192a.1@cordee.essai.invalid>',
    date: LE,
    de: { adresse: 'cellule@coordination.essai.invalid', nom: 'Cellule d’appui' },
    a: [{ adresse: 'cabinet@medecins.essai.invalid', nom: '' }],
    sujet: 'Demande',
    texte: 'Bonjour',
    references: [],
    entetes: {},
    piecesJointes: [],
    ...reste,
  };
}

async function allerRetour(message: MessageAEnvoyer) {
  const brut = await ecrireMessage(message, 50 * MEGA);
  const lu = await lireMessage({ uid: 1, brut, recuLe: LE, complet: true });
  if (lu.nature === 'illisible') {
    throw new Error(`illisible : ${lu.raison}`);
  }
  return lu;
}

// Texte que l'on peut écrire : sans caractère de contrôle, et sans demi-caractère (fast-check « grapheme » n'en produit pas).
const caracteres = fc.string({ unit: 'grapheme' }).map((texte) => texte.replaceAll(/\p{Cc}/gu, ''));
const ligne = caracteres.map((texte) => texte.trim().replaceAll(/\s+/g, ' '));
const texteLong = fc.array(caracteres, { maxLength: 12 }).map((lignes) => lignes.join('\n').replace(/\n+$/, ''));
const identifiant = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/).map((un) => `<${un}@cordee.essai.invalid>`);
const piece = fc.record({
  nom: fc.stringMatching(/^[A-Za-zàéèêîôùç0-9 _-]{1,60}\.(?:pdf|zip|xml)$/).map((nom) => `d${nom}`),
  type: fc.constantFrom('application/pdf', 'application/zip', 'text/xml'),
  octets: fc.uint8Array({ maxLength: 5000 }),
});

describe('écrire un message', () => {
  test('ce qui est écrit se relit identique : sujet, texte, fil, pièces jointes', async () => {
    const message = fc.record({
      sujet: ligne,
      texte: texteLong,
      references: fc.array(identifiant, { maxLength: 8 }),
      piecesJointes: fc.array(piece, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(message, identifiant, async (reste, messageId) => {
        const lu = await allerRetour(unMessage({ ...reste, messageId }));
        expect({ sujet: lu.sujet, texte: lu.texte, references: lu.references, messageId: lu.messageId }).toEqual({
          sujet: reste.sujet,
          texte: reste.texte,
          references: reste.references,
          messageId,
        });
        expect(lu.piecesJointes).toEqual(reste.piecesJointes);
      }),
      { numRuns: 150 },
    );
  });

  test('le nom du correspondant se relit identique, accents, virgules et guillemets compris', async () => {
    await fc.assert(
      fc.asyncProperty(ligne, async (nom) => {
        const lu = await allerRetour(unMessage({ de: { adresse: 'cellule@coordination.essai.invalid', nom } }));
        expect(lu.de).toEqual({ adresse: 'cellule@coordination.essai.invalid', nom });
      }),
      { numRuns: 150 },
    );
  });

  test('écrire deux fois le même message donne les mêmes octets', async () => {
    const message = unMessage({
      html: '<p>Bonjour</p>',
      piecesJointes: [{ nom: 'a.pdf', type: 'application/pdf', octets: new Uint8Array(500) }],
    });
    expect(await ecrireMessage(message, MEGA)).toEqual(await ecrireMessage(message, MEGA));
  });

  test('les octets écrits sont de l’ASCII en lignes courtes terminées par CR LF', async () => {
    const octets = await ecrireMessage(unMessage({ texte: `é${'x'.repeat(3000)}`, sujet: 'é'.repeat(500) }), MEGA);
    const lignes = octets.toString('latin1').split('\r\n');
    expect(lignes.every((une) => une.length <= 998 && !/[^\u0020-\u007E\t]/.test(une))).toBe(true);
  });

  test.each([
    ['sujet', { sujet: 'Bonjour\r\nBcc: tiers@hostile.invalid' }],
    ['sujet, LF seul', { sujet: 'Bonjour\nBcc: tiers@hostile.invalid' }],
    ['sujet, NUL', { sujet: 'Bonjour\u0000' }],
    ['nom de l’expéditeur', { de: { adresse: 'a@b.invalid', nom: 'x\r\nBcc: t@h.invalid' } }],
    ['nom du destinataire', { a: [{ adresse: 'a@b.invalid', nom: 'x\ny' }] }],
    ['valeur d’en-tête', { entetes: { 'X-MSS-NIL': 'a\r\nBcc: t@h.invalid' } }],
    [
      'nom de pièce jointe',
      { piecesJointes: [{ nom: 'a\r\nX: y.pdf', type: 'application/pdf', octets: new Uint8Array() }] },
    ],
    ['texte, caractère de contrôle', { texte: 'a\u0007b' }],
  ] satisfies [string, Partial<MessageAEnvoyer>][])('une injection dans %s est refusée', async (_ou, reste) => {
    await expect(ecrireMessage(unMessage(reste), MEGA)).rejects.toMatchObject({
      nature: 'message-invalide',
      raison: 'injection',
    });
  });

  test.each([
    ['adresse', { a: [{ adresse: 'a@b.invalid>\r\nRCPT TO:<c@d.invalid', nom: '' }] }, 'injection'],
    ['adresse sans domaine', { a: [{ adresse: 'cabinet', nom: '' }] }, 'adresse'],
    ['aucun destinataire', { a: [] }, 'aucun-destinataire'],
    ['identifiant sans chevrons', { messageId: 'a@b' }, 'identifiant'],
    ['référence injectée', { references: ['<a@b>\r\nX: y'] }, 'identifiant'],
    ['en-tête de structure', { entetes: { Bcc: 'tiers@hostile.invalid' } }, 'entete-reserve'],
    ['en-tête From', { entetes: { from: 'autre@b.invalid' } }, 'entete-reserve'],
    ['nom d’en-tête injecté', { entetes: { 'X-a\r\nBcc': 'x' } }, 'entete-reserve'],
    [
      'pièce sans nom',
      { piecesJointes: [{ nom: '', type: 'application/pdf', octets: new Uint8Array() }] },
      'piece-jointe',
    ],
    [
      'type de pièce injecté',
      { piecesJointes: [{ nom: 'a', type: 'text/plain\r\nX: y', octets: new Uint8Array() }] },
      'piece-jointe',
    ],
  ] satisfies [string, Partial<MessageAEnvoyer>, string][])('refuse : %s', async (_quoi, reste, raison) => {
    await expect(ecrireMessage(unMessage(reste), MEGA)).rejects.toMatchObject({ raison });
  });

  test('un message au-dessus de la limite est refusé avant tout envoi, encodage compris', async () => {
    const piecesJointes = [{ nom: 'a.pdf', type: 'application/pdf', octets: new Uint8Array(800 * 1024) }];
    await expect(ecrireMessage(unMessage({ piecesJointes }), MEGA)).rejects.toBeInstanceOf(MessageInvalide);
  });

  test('le Message-ID d’un même identifiant ne change pas', () => {
    expect(messageIdDe('0192', 'cordee.essai.invalid')).toBe('<0192@cordee.essai.invalid>');
    expect(() => messageIdDe('a b', 'cordee.essai.invalid')).toThrow(MessageInvalide);
  });

  test('les adresses MSSanté usuelles sont acceptées, les formes dangereuses non', () => {
    expect(
      ['martin.lefevre@pro.mssante.invalid', '199012345678901@patient.mssante.invalid', "d'or@a-b.invalid"].every(
        estAdresse,
      ),
    ).toBe(true);
    expect(
      [
        '',
        '@b.invalid',
        'a@b',
        '"a b"@c.invalid',
        'a@b.invalid ',
        'a@b..invalid',
        'é@b.invalid',
        `${'a'.repeat(65)}@b.invalid`,
      ].some(estAdresse),
    ).toBe(false);
  });
});
