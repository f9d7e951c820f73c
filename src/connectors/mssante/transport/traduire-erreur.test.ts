import { describe, expect, test } from 'vitest';
import { masquerAdresses } from '../erreurs.ts';
import { traduireErreurImap, traduireErreurSmtp } from './traduire-erreur.ts';

const A = ['patient@patient.essai.invalid'];

function smtp(champs: Record<string, unknown>): Error {
  return Object.assign(new Error('essai'), champs);
}

describe('erreurs de l’opérateur', () => {
  test.each([
    [{ code: 'EAUTH', responseCode: 535 }, 'authentification'],
    [{ code: 'EAUTH', responseCode: 454 }, 'panne-temporaire'],
    [{ code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, 'authentification'],
    [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'refus-definitif'],
    [{ code: 'EMESSAGE', responseCode: 552, command: 'DATA' }, 'refus-definitif'],
    [{ code: 'EMESSAGE', responseCode: 451, command: 'DATA' }, 'panne-temporaire'],
    [{ code: 'EMESSAGE', responseCode: 503 }, 'panne-temporaire'],
    [{ code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'panne-temporaire'],
    [{ code: 'ETLS', responseCode: 502, command: 'STARTTLS' }, 'panne-temporaire'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'panne-temporaire'],
    [{ code: 'ETIMEDOUT' }, 'panne-temporaire'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'certificat'],
    [{ code: 'ETLS', cause: Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }, 'certificat'],
  ])('SMTP %o → %s', (champs, nature) => {
    expect(traduireErreurSmtp(smtp(champs), A).nature).toBe(nature);
  });

  test('plusieurs destinataires refusés dont un pour plus tard : la tentative entière est à refaire', () => {
    const rejectedErrors = [
      smtp({ recipient: 'a@b.invalid', responseCode: 550, response: '550 5.1.1 non' }),
      smtp({ recipient: 'c@d.invalid', responseCode: 451, response: '451 4.7.1 plus tard' }),
    ];
    const erreur = traduireErreurSmtp(smtp({ code: 'EENVELOPE', rejectedErrors }), ['a@b.invalid', 'c@d.invalid']);
    expect(erreur).toMatchObject({
      nature: 'panne-temporaire',
      refus: [
        { nature: 'definitif', codeEtendu: '5.1.1' },
        { nature: 'temporaire', codeEtendu: '4.7.1' },
      ],
    });
  });

  test.each([
    ['550 5.1.1 inconnu', 'definitif'],
    ['554 5.7.1 relay denied', 'domaine-hors-espace'],
    ['550 5.7.1 policy', 'domaine-hors-espace'],
    ['554 sans code', 'domaine-hors-espace'],
    ['554 5.1.8 expéditeur', 'definitif'],
    ['450 4.2.0 plus tard', 'temporaire'],
  ])('le refus « %s » d’un destinataire est « %s »', (response, nature) => {
    const rejectedErrors = [smtp({ recipient: A[0], responseCode: Number(response.slice(0, 3)), response })];
    expect(traduireErreurSmtp(smtp({ code: 'EENVELOPE', rejectedErrors }), A)).toMatchObject({ refus: [{ nature }] });
  });

  test.each([
    [{ authenticationFailed: true }, 'authentification'],
    [{ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'panne-temporaire'],
    [{ code: 'CONNECT_TIMEOUT' }, 'panne-temporaire'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificat'],
    [{ code: 'ENOTFOUND' }, 'panne-temporaire'],
  ])('IMAP %o → %s', (champs, nature) => {
    expect(traduireErreurImap(smtp(champs)).nature).toBe(nature);
  });

  test('une chose qui n’est pas une erreur devient une panne temporaire', () => {
    expect(traduireErreurSmtp('rien', A)).toMatchObject({ nature: 'panne-temporaire' });
    expect(traduireErreurImap(undefined)).toMatchObject({ nature: 'panne-temporaire' });
  });

  test('aucune phrase d’erreur ni réponse d’opérateur ne porte d’adresse : celle d’un patient contient son INS', () => {
    const response = '550 5.1.1 <199017500001@patient.essai.invalid>: Recipient rejected (from=<cellule@c.invalid>)';
    const erreur = traduireErreurSmtp(
      smtp({ code: 'EENVELOPE', rejectedErrors: [smtp({ recipient: A[0], responseCode: 550, response })] }),
      A,
    );
    expect(JSON.stringify([erreur.message, 'refus' in erreur && erreur.refus])).not.toContain('199017500001');
    expect(masquerAdresses(response)).toBe(
      '550 5.1.1 <…@patient.essai.invalid>: Recipient rejected (from=<…@c.invalid>)',
    );
  });
});
