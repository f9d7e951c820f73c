import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import { estPublique, lireAdresse } from './adresse.ts';
import { appeler } from './appel.ts';

const refusee = (texte: string, essai = false) => {
  const lue = lireAdresse(texte, essai);
  return 'refus' in lue ? lue.refus : undefined;
};

describe('L’adresse d’un receveur', () => {
  test.each([
    'https://logiciel.exemple.fr/recevoir',
    'https://logiciel.exemple.fr:8443/recevoir?cle=x',
    'https://93.184.216.34/',
    'https://[2606:4700::1111]/',
  ])('%s est admise', (adresse) => {
    expect(refusee(adresse)).toBeUndefined();
  });

  test.each([
    ['http://logiciel.exemple.fr/', /https/],
    ['ftp://logiciel.exemple.fr/', /https/],
    ['javascript:alert(1)', /https/],
    ['file:///etc/passwd', /https/],
    ['', /ne se lit pas/],
    ['recevoir', /ne se lit pas/],
    ['https://moi:secret@logiciel.exemple.fr/', /mot de passe/],
    ['https://logiciel.exemple.fr/#x', /ancre/],
    ['https://localhost/', /réseau privé/],
    ['https://base.internal/', /réseau privé/],
    ['https://imprimante.local/', /réseau privé/],
    ['https://127.0.0.1/', /réseau privé/],
    ['https://2130706433/', /réseau privé/],
    ['https://0x7f.1/', /réseau privé/],
    ['https://017700000001/', /réseau privé/],
    ['https://169.254.169.254/latest/meta-data', /réseau privé/],
    ['https://10.1.2.3/', /réseau privé/],
    ['https://172.31.255.255/', /réseau privé/],
    ['https://192.168.1.1/', /réseau privé/],
    ['https://100.64.0.1/', /réseau privé/],
    ['https://[::1]/', /réseau privé/],
    ['https://[::ffff:127.0.0.1]/', /réseau privé/],
    ['https://[::ffff:a9fe:a9fe]/', /réseau privé/],
    ['https://[64:ff9b::7f00:1]/', /réseau privé/],
    ['https://[2002:7f00:1::]/', /réseau privé/],
    ['https://[fd00::1]/', /réseau privé/],
    ['https://[fe80::1]/', /réseau privé/],
  ])('%s est refusée', (adresse, raison) => {
    expect(refusee(adresse)).toMatch(raison);
  });

  test('en essai, http n’est admis que vers cette machine', () => {
    expect(refusee('http://127.0.0.1:8080/recevoir', true)).toBeUndefined();
    expect(refusee('http://localhost:8080/recevoir', true)).toBeUndefined();
    expect(refusee('http://[::1]:8080/recevoir', true)).toBeUndefined();
    expect(refusee('http://logiciel.exemple.fr/', true)).toMatch(/https/);
    expect(refusee('http://127.0.0.1.exemple.fr/', true)).toMatch(/https/);
  });

  test('aucun texte ne fait autre chose que répondre ou refuser', () => {
    fc.assert(
      fc.property(fc.string(), (texte) => {
        expect(['string', 'undefined']).toContain(typeof refusee(`https://${texte}`));
      }),
    );
  });

  test('une adresse IPv4 écrite en IPv6 n’est jamais publique', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(estPublique(`::ffff:${ip}`)).toBe(false);
      }),
    );
  });
});

describe('L’appel', () => {
  test('un nom qui mène à cette machine n’est pas appelé', async () => {
    // Written with a final dot, the name passes the first look and is resolved: the connection must still not be made.
    const retour = await appeler({
      adresse: 'https://localhost.:1/',
      entetes: [],
      corps: '{}',
      delaiMs: 5_000,
      essai: false,
      sorties: { permet: () => true },
    });
    expect(retour).toMatchObject({ injoignable: expect.stringMatching(/réseau privé|nom inconnu/) });
  });

  test('une adresse que l’exploitant n’a pas nommée n’est pas appelée, et l’abonné lit pourquoi', async () => {
    const adresse = 'https://logiciel.exemple.fr/recevoir';
    const reste = { adresse, entetes: [], corps: '{}', delaiMs: 5_000, essai: false };
    expect(await appeler({ ...reste, sorties: SORTIES_LOCALES })).toEqual({
      injoignable: expect.stringMatching(/liste des sorties de la maison \(CORDEE_SORTIES\)/),
    });
  });
});
