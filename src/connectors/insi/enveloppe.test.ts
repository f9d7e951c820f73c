import { describe, expect, test } from 'vitest';
import { dateLunaire, depuisDateLunaire } from './date-lunaire.ts';
import { demandeDeRecherche, demandeDeVerification } from './enveloppe.ts';
import { enfant, lireXml, type Arbre } from './lire-xml.ts';
import { APPELANT_DESSAI } from './simulateur/simulateur.ts';
import { dominique, uneDate } from './testing.ts';
import { VOCABULAIRE } from './vocabulaire.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const expedition = (preuve?: string) => ({
  mots: VOCABULAIRE,
  appelant: APPELANT_DESSAI,
  appel: { id: ID, ...(preuve === undefined ? {} : { preuve }) },
  le: new Date('2026-11-28T17:00:00Z'),
});
const parties = (texte: string): { entete: Arbre | undefined; corps: Arbre | undefined } => {
  const enveloppe = enfant(lireXml(texte), 'Envelope');
  return { entete: enfant(enveloppe, 'Header'), corps: enfant(enveloppe, 'Body') };
};

describe('la demande envoyée à INSi', () => {
  test('elle dit l’action, son numéro, et qui appelle deux fois : le logiciel et la structure', () => {
    const { action, texte } = demandeDeRecherche(dominique().traits, expedition());
    const { entete, corps } = parties(texte);
    expect(action).toBe('urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite');
    const contexte = { Id: ID, Temps: '2026-11-28T17:00:00.000Z', Emetteur: APPELANT_DESSAI.emetteur };
    expect(entete).toEqual({
      Action: action,
      MessageID: `uuid:${ID}`,
      ContexteLPS: {
        ...contexte,
        LPS: {
          IDAM: APPELANT_DESSAI.idam,
          Version: '0.1.0',
          Instance: APPELANT_DESSAI.instance,
          Nom: 'urn:lps:cordee:0.1.0',
        },
      },
      ContexteBAM: { ...contexte, COUVERTURE: '' },
    });
    expect(corps).toEqual({
      RECSANSVITALE: {
        NomNaissance: 'PAT-TROIS',
        Prenom: 'DOMINIQUE',
        Sexe: 'F',
        DateNaissance: '1979-03-28',
        LieuNaissance: '51215',
      },
    });
    expect(texte).toContain('Nature="CTXLPS" Version="01_00"');
    expect(texte).toContain('Nature="CTXBAM" Version="01_02"');
    expect(texte).toContain('<lps:IDAM R="4">');
  });

  test('la preuve de qui demande, quand il y en a une, entre telle quelle en tête', () => {
    const { texte } = demandeDeRecherche(dominique().traits, expedition('<wsse:Security/>'));
    expect(texte).toContain('<env:Header><wsse:Security/><lps:ContexteLPS');
  });

  test('une apostrophe, un chevron ou une esperluette ne sortent jamais de leur champ', () => {
    const nomNaissance = `D'ARC <b>&"`;
    const { corps } = parties(demandeDeRecherche({ ...dominique().traits, nomNaissance }, expedition()).texte);
    expect(enfant(corps, 'RECSANSVITALE')?.['NomNaissance']).toBe(nomNaissance);
  });

  test('vérifier donne le matricule en deux parts, son OID et les traits', () => {
    const { ins, traits } = dominique();
    const { corps } = parties(demandeDeVerification(ins, traits, expedition()).texte);
    const verifie = enfant(enfant(corps, 'VERIFINS'), 'IndividuVerifie');
    expect(verifie?.['INSFourni']).toEqual({
      IdIndividu: { NumIdentifiant: '2790351215189', Cle: '89' },
      OID: '1.2.250.1.213.1.4.10',
    });
    expect(enfant(verifie, 'TraitsIdentiteIndividu')?.['Prenom']).toBe('DOMINIQUE');
  });
});

test.each([
  ['1950', '1950-00-00'],
  ['1950-06', '1950-06-00'],
  ['1950-06-02', '1950-06-02'],
])('la date lunaire %s s’écrit %s, et se relit pareil', (date, ecrite) => {
  expect(dateLunaire(uneDate(date))).toBe(ecrite);
  expect(depuisDateLunaire(ecrite)).toBe(date);
});

test.each(['1950-00-12', '1950-13-00', '', 'x'])('« %s » n’est pas une date', (texte) => {
  expect(depuisDateLunaire(texte)).toBeUndefined();
});
