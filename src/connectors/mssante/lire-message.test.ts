import { describe, expect, test } from 'vitest';
import { lireMessage, nomDePiece } from './lire-message.ts';

const LE = new Date('2026-11-23T09:30:00Z');

function recu(texte: string) {
  return lireMessage({
    uid: 7,
    brut: Buffer.from(texte.replaceAll(/\r?\n/g, '\r\n'), 'latin1'),
    recuLe: LE,
    complet: true,
  });
}

async function lu(texte: string) {
  const message = await recu(texte);
  if (message.nature === 'illisible') {
    throw new Error(`illisible : ${message.raison}`);
  }
  return message;
}

const ENTETES =
  'From: Dr Martin <martin@medecins.essai.invalid>\nTo: cellule@coordination.essai.invalid\nSubject: Demande\nMessage-ID: <m1@medecins.essai.invalid>\n';

function utf8(texte: string): string {
  return Buffer.from(texte, 'utf8').toString('latin1');
}

describe('lire un message', () => {
  test('un message seulement en HTML est lu en texte', async () => {
    const message = await lu(
      `${ENTETES}Content-Type: text/html; charset=utf-8\n\n${utf8('<style>p{color:red}</style><p>Madame <b>Aubry</b> est tombée.</p><script>alert(1)</script><p>Merci</p>')}`,
    );
    expect(message.texte).toBe('Madame Aubry est tombée.\n\nMerci');
  });

  test('entre texte et HTML, le texte l’emporte', async () => {
    const message = await lu(
      `${ENTETES}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nTexte\n--b\nContent-Type: text/html\n\n<p>HTML</p>\n--b--\n`,
    );
    expect(message.texte).toBe('Texte');
  });

  test('une partie HTML sans équivalent texte s’ajoute au texte, sans répéter ce qui y est déjà', async () => {
    const message = await lu(
      `${ENTETES}Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nBonjour\n--b\nContent-Type: text/html\n\n<p>Bonjour</p>\n--b--\n--m\nContent-Type: text/html\n\n<p>Message confidentiel</p>\n--m--\n`,
    );
    expect(message.texte).toMatch(/^Bonjour\n+Message confidentiel$/);
  });

  test.each([
    ['windows-1252', 'é’', [0xe9, 0x92]],
    ['iso-8859-15', 'é€', [0xe9, 0xa4]],
    ['utf-8', 'é€', [0xc3, 0xa9, 0xe2, 0x82, 0xac]],
  ])('le jeu de caractères %s est décodé', async (jeu, attendu, octets) => {
    const message = await lu(
      `${ENTETES}Content-Type: text/plain; charset=${jeu}\n\n${Buffer.from(octets).toString('latin1')}`,
    );
    expect(message.texte).toBe(attendu);
  });

  test('sans Message-ID, l’identifiant vient des octets : deux lectures donnent le même', async () => {
    const texte = 'From: a@b.invalid\nSubject: x\n\ncorps';
    const [un, deux, autre] = [await recu(texte), await recu(texte), await recu(`${texte}!`)];
    expect(un.messageId).toMatch(/^<sha256-[0-9a-f]{64}@sans-identifiant\.invalid>$/);
    expect(deux.messageId).toBe(un.messageId);
    expect(autre.messageId).not.toBe(un.messageId);
  });

  test('deux remises du même envoi ont la même empreinte de corps malgré des traces différentes', async () => {
    const [un, deux] = [
      await recu(`Received: par ici\n${ENTETES}\ncorps`),
      await recu(`Received: par la\nReturn-Path: <x@y.invalid>\n${ENTETES}\ncorps`),
    ];
    expect(un.empreinteCorps).toBe(deux.empreinteCorps);
    expect(un.empreinte).not.toBe(deux.empreinte);
  });

  test('sans date, ou avec une date absurde, c’est l’heure d’arrivée', async () => {
    expect((await lu(`${ENTETES}\nx`)).date).toEqual(LE);
    expect((await lu(`${ENTETES}Date: demain matin\n\nx`)).date).toEqual(LE);
    expect((await lu(`${ENTETES}Date: Mon, 23 Nov 2026 10:22:00 +0100 (CET)\n\nx`)).date).toEqual(
      new Date('2026-11-23T09:22:00Z'),
    );
  });

  test('les en-têtes MSSanté et la demande d’accusé sont lus', async () => {
    const message = await lu(
      `${ENTETES}X-MSS-CODECDA: 34112-3\nX-MSS-CODECDA: PRESC-BIO\nX-MSS-INS: O\nDisposition-Notification-To: <martin@medecins.essai.invalid>\nReply-To: Secretariat <secretariat@medecins.essai.invalid>\n\nx`,
    );
    expect(message.entetes).toMatchObject({ 'x-mss-codecda': '34112-3, PRESC-BIO', 'x-mss-ins': 'O' });
    expect(message.accuseDemandePar).toBe('martin@medecins.essai.invalid');
    expect(message.repondreA).toEqual({ adresse: 'secretariat@medecins.essai.invalid', nom: 'Secretariat' });
  });

  test('une réponse rend son texte nouveau, et garde le texte entier', async () => {
    const message = await lu(
      `${ENTETES}In-Reply-To: <o@c.invalid>\nReferences: <p@c.invalid>\n <o@c.invalid>\nContent-Type: text/plain; charset=utf-8\n\n${utf8('Oui.\n\nLe 23 nov. 2026, X a écrit :\n> Mardi ?')}`,
    );
    expect(message).toMatchObject({
      texteNouveau: 'Oui.',
      enReponseA: '<o@c.invalid>',
      references: ['<p@c.invalid>', '<o@c.invalid>'],
    });
    expect(message.texte).toContain('Mardi ?');
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    [String.raw`C:\temp\bilan.pdf`, 'bilan.pdf'],
    ['facture\u202Efdp.exe', 'facturefdp.exe'],
    ['..', 'piece-3'],
    [undefined, 'piece-3'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
  ])('le nom de pièce jointe %s devient %s', (declare, attendu) => {
    expect(nomDePiece(declare, 2)).toBe(attendu);
  });
});

const AVIS_POSTFIX = `Return-Path: <>
From: MAILER-DAEMON@operateur.invalid (Mail Delivery System)
To: cellule@coordination.essai.invalid
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <avis1@operateur.invalid>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry
--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; operateur.invalid
X-Postfix-Queue-ID: 4A
Arrival-Date: Mon, 23 Nov 2026 10:22:00 +0100 (CET)

Final-Recipient: rfc822; parti@medecins.essai.invalid
Original-Recipient: rfc822;Ancien@medecins.essai.invalid
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <parti@medecins.essai.invalid>: Recipient
    address rejected

Final-Recipient: rfc822; plein@medecins.essai.invalid
Action: delayed
Status: 4.2.2

--b
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: cellule@coordination.essai.invalid
Message-ID: <notre-envoi@cordee.essai.invalid>
Subject: Demande

corps
--b--
`;

describe('avis de remise et accusés', () => {
  test('un avis de non-remise donne notre message, le destinataire d’origine et le code', async () => {
    const avis = await lu(AVIS_POSTFIX);
    expect(avis).toMatchObject({
      nature: 'non-remis',
      original: '<notre-envoi@cordee.essai.invalid>',
      automatique: true,
    });
    expect(avis.nature === 'non-remis' && avis.remises).toEqual([
      {
        destinataire: 'Ancien@medecins.essai.invalid',
        code: '5.1.1',
        diagnostic: '550 5.1.1 <parti@medecins.essai.invalid>: Recipient address rejected',
      },
    ]);
  });

  test.each([
    ['failed', 'non-remis'],
    ['delayed', 'retard-remise'],
    ['delivered', 'accuse-remise'],
    ['relayed', 'accuse-remise'],
    ['inventee', 'non-remis'],
  ])('l’action « %s » donne « %s »', async (action, nature) => {
    const avis = AVIS_POSTFIX.replace('Action: failed', `Action: ${action}`).replace(
      /Final-Recipient: rfc822; plein[\s\S]*?4\.2\.2\n\n/,
      '',
    );
    expect((await lu(avis)).nature).toBe(nature);
  });

  test('un avis qui ne joint que les en-têtes de l’original est compris', async () => {
    expect(
      await lu(AVIS_POSTFIX.replace('Content-Type: message/rfc822', 'Content-Type: text/rfc822-headers')),
    ).toMatchObject({ original: '<notre-envoi@cordee.essai.invalid>' });
  });

  test('un avis en texte libre d’un opérateur ancien est reconnu', async () => {
    const avis = await lu(
      'Return-Path: <>\nFrom: MAILER-DAEMON@vieux.invalid\nSubject: failure notice\n\n<parti@medecins.essai.invalid>:\n550 5.1.1 unknown user\n\n--- Below this line is a copy\nMessage-ID: <notre@cordee.essai.invalid>\n',
    );
    expect(avis).toMatchObject({
      nature: 'non-remis',
      original: '<notre@cordee.essai.invalid>',
      remises: [{ destinataire: 'parti@medecins.essai.invalid', code: '5.1.1' }],
    });
  });

  test('une personne qui écrit « non remis » dans son sujet n’est pas un avis', async () => {
    expect((await lu(ENTETES.replace('Subject: Demande', 'Subject: Courrier non remis') + '\nx')).nature).toBe(
      'message',
    );
  });

  const ACCUSE = (disposition: string, reste = '') => `From: Dr Martin <martin@medecins.essai.invalid>
Subject: Lu : Demande
Message-ID: <acc@medecins.essai.invalid>
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: text/plain

lu
--b
Content-Type: message/disposition-notification

Reporting-UA: logiciel; essai
Final-Recipient: rfc822;martin@medecins.essai.invalid
Original-Message-ID: <notre-envoi@cordee.essai.invalid>
Disposition: ${disposition}
${reste}
--b--
`;

  test('un accusé de lecture fait à la main dit qui a lu quel message', async () => {
    expect(await lu(ACCUSE('manual-action/MDN-sent-manually; displayed'))).toMatchObject({
      nature: 'accuse-lecture',
      original: '<notre-envoi@cordee.essai.invalid>',
      destinataire: 'martin@medecins.essai.invalid',
      disposition: 'displayed',
      gesteHumain: true,
      automatique: true,
    });
  });

  test('une intégration en échec chez le destinataire garde son code et son libellé', async () => {
    const accuse = await lu(
      ACCUSE('automatic-action/MDN-sent-automatically; processed/Error: 902^Identifiant de patient inconnu'),
    );
    expect(accuse).toMatchObject({
      nature: 'accuse-lecture',
      disposition: 'processed',
      erreur: '902^Identifiant de patient inconnu',
    });
  });

  test('un accusé produit par un logiciel ne passe pas pour une lecture humaine', async () => {
    const accuse = await lu(ACCUSE('automatic-action/MDN-sent-automatically; displayed'));
    expect(accuse).toMatchObject({ nature: 'accuse-lecture', gesteHumain: false });
  });

  test.each(['Auto-Submitted: auto-replied', 'X-Autoreply: yes', 'Precedence: auto_reply'])(
    'une absence (%s) est une réponse automatique',
    async (ligne) => {
      expect(await lu(`${ENTETES}${ligne}\n\nAbsent`)).toMatchObject({
        nature: 'reponse-automatique',
        automatique: true,
      });
    },
  );

  test('un message produit par un logiciel reste un message, marqué automatique', async () => {
    expect(await lu(`${ENTETES}Auto-Submitted: auto-generated\n\nx`)).toMatchObject({
      nature: 'message',
      automatique: true,
    });
    expect(await lu(`${ENTETES}Auto-Submitted: no\n\nx`)).toMatchObject({ nature: 'message', automatique: false });
  });
});
