import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliser } from '#lib/texte/index.ts';
import { etatDuMessage } from '../statut.ts';
import { chaine } from './chaine.ts';
import { adresseEnCause, motifDuCode } from './motif.ts';
import { sujetSansPersonne } from './sujet.ts';
import { corpsDuMessage, texteStockable } from './texte.ts';

const AUBRY = { noms: ['Aubry', 'Jeanne Marie'], naissance: '1942-03-12' };

test.each([
  'Orientation de Mme AUBRY',
  'orientation aubry',
  'Pour Jeanne',
  'née le 12/03/1942',
  'dossier 1942-03-12',
  'INS 2 42 03 99 351 234',
])('un sujet qui désigne la personne est remplacé : %s', (sujet) => {
  expect(sujetSansPersonne(sujet, AUBRY, 'Message du DAC')).toBe('Message du DAC');
});

test('un sujet neutre reste, sur une seule ligne', () => {
  expect(sujetSansPersonne('Demande DEM-7K4F2\r\nBcc: x', AUBRY, 'repli')).toBe('Demande DEM-7K4F2 Bcc: x');
});

test('aucun nom de la personne ne survit dans un sujet, accents et casse compris', () => {
  const mot = fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿ]{3,12}$/);
  fc.assert(
    fc.property(mot, fc.string(), fc.string(), (nom, avant, apres) => {
      const sujet = sujetSansPersonne(`${avant} ${nom} ${apres}`, { noms: [nom] }, 'Message');
      expect(normaliser(sujet).split(' ')).not.toContain(normaliser(nom));
    }),
  );
});

test('le texte qui part finit par qui écrit, d’où, et comment répondre', () => {
  const corps = corpsDuMessage('Bonjour,\r\nça va ?', {
    nom: 'Sophie Marchand',
    structure: 'DAC',
    telephone: '03 53 01 00 01',
  });
  expect(corps.split('\n')).toEqual([
    'Bonjour,',
    'ça va ?',
    '',
    '-- ',
    'Sophie Marchand, DAC',
    'Téléphone : 03 53 01 00 01',
    'Vous pouvez répondre à ce message : votre réponse nous parviendra directement.',
  ]);
});

test('tout texte devient stockable sans perdre un caractère lisible', () => {
  expect(texteStockable('a\u0000b\uD800c\u0085d’é\t\n')).toBe('ab\uFFFDcd’é\t\n');
});

test('la chaîne cite le message répondu en dernier, sans doublon, bornée, et rien d’inacceptable', () => {
  const identifiant = fc.nat({ max: 40 }).map((n) => ({ message_id: `<m${n}@x.invalid>`, etat: 'classe' }));
  fc.assert(
    fc.property(fc.array(identifiant, { minLength: 1, maxLength: 60 }), (maillons) => {
      const { references, enReponseA } = chaine(maillons, maillons[0]?.message_id);
      expect(references.at(-1)).toBe(enReponseA);
      expect(enReponseA).toBe(maillons[0]?.message_id);
      expect(new Set(references).size).toBe(references.length);
      expect(references.length).toBeLessThanOrEqual(20);
    }),
  );
  expect(chaine([{ message_id: '<sans arobase>', etat: 'classe' }], undefined)).toEqual({ references: [] });
  expect(
    chaine([{ message_id: '<x@sans-identifiant.invalid>', etat: 'classe' }], '<x@sans-identifiant.invalid>'),
  ).toEqual({ references: [] });
  expect(chaine([{ message_id: '<repris@x.invalid>', etat: 'annule' }], undefined)).toEqual({ references: [] });
});

test('chaque code de refus a sa phrase, et seule une adresse fausse est reprochée à l’annuaire', () => {
  expect(motifDuCode('5.2.2')).toBe('La boîte du destinataire est pleine.');
  expect(motifDuCode('5.1.10')).toBe('Cette boîte n’existe pas, ou plus, chez l’opérateur du destinataire.');
  expect(motifDuCode(undefined)).toContain('sans dire pourquoi');
  expect([
    adresseEnCause('5.1.1'),
    adresseEnCause('5.2.2'),
    adresseEnCause('5.0.0'),
    adresseEnCause(undefined),
  ]).toEqual([true, false, false, false]);
});

test('remis, lu et répondu sont trois états ; une réponse prouve plus qu’un avis d’échec', () => {
  const le = new Date('2026-11-24T09:00:00Z');
  const vide = {
    etat: 'parti',
    parti_le: le,
    remis_le: null,
    lu_le: null,
    repondu_le: null,
    non_remis_le: null,
  } as const;
  expect(etatDuMessage(vide).etat).toBe('parti');
  expect(etatDuMessage({ ...vide, remis_le: le }).etat).toBe('remis');
  expect(etatDuMessage({ ...vide, remis_le: le, lu_le: le }).etat).toBe('lu');
  expect(etatDuMessage({ ...vide, etat: 'non_remis', non_remis_le: le }).etat).toBe('non_remis');
  expect(etatDuMessage({ ...vide, etat: 'non_remis', non_remis_le: le, repondu_le: le }).etat).toBe('repondu');
});
