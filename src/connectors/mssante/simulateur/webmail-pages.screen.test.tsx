import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import type { MessageRecu } from '../boite.ts';
import { pageEntiere, type Page } from './webmail-gabarit.ts';
import { pageAbsente, pageBoites, pageEcriture, pageLecture, pageReception } from './webmail-pages.ts';

const BASE = '/essai/messagerie';
const LE = new Date('2026-11-23T09:30:00Z');
const BOITE = {
  id: 'abc',
  nom: 'Dr Marie-Françoise de La Rochefoucauld-Montbrison',
  adresse: 'marie@medecins.essai.invalid',
};

const MESSAGE: MessageRecu = {
  nature: 'message',
  uid: 1,
  messageId: '<m1@b.invalid>',
  empreinte: '',
  empreinteCorps: '',
  recuLe: LE,
  brut: new Uint8Array(),
  de: { adresse: 'cellule@coordination.essai.invalid', nom: 'Cellule d’appui' },
  a: [],
  cc: [],
  sujet: 'Votre demande',
  date: LE,
  texte: 'Suivre :\nhttps://cordee.invalid/l/abc',
  texteNouveau: '',
  references: [],
  piecesJointes: [{ nom: 'fiche.pdf', type: 'application/pdf', octets: new Uint8Array(10) }],
  entetes: {},
  automatique: false,
};
const ILLISIBLE: MessageRecu = {
  nature: 'illisible',
  raison: 'imbrication',
  brutComplet: true,
  expediteurDeclare: 'x',
  sujetDeclare: '',
  uid: 2,
  messageId: '<m2@b.invalid>',
  empreinte: '',
  empreinteCorps: '',
  recuLe: LE,
  brut: new Uint8Array(),
};

const LIGNES = (['message', 'non-remis', 'illisible'] as const).map((nature, rang) => ({
  uid: rang + 1,
  de: 'Cellule',
  sujet: rang === 0 ? '' : 'Sujet',
  le: LE,
  lu: rang === 0,
  nature,
}));
const BROUILLON = { a: 'x', sujet: '', texte: '', repondre: '', citer: false };

const PAGES: readonly (readonly [string, Page])[] = [
  [
    'choix d’une boîte',
    pageBoites(
      BASE,
      [
        { ...BOITE, role: 'Médecins', nonLus: 2, total: 3 },
        { ...BOITE, nom: 'Nadia', role: 'Infirmières', nonLus: 0, total: 0 },
      ],
      (adresse) => adresse,
    ),
  ],
  ['aucune boîte', pageBoites(BASE, [], (adresse) => adresse)],
  ['réception', pageReception(BASE, BOITE, LIGNES, 'Message envoyé.')],
  ['réception vide', pageReception(BASE, BOITE, [], '')],
  [
    'lecture',
    pageLecture(BASE, BOITE, {
      message: MESSAGE,
      liens: [{ adresse: 'https://cordee.invalid/l/abc', libelle: 'Suivre' }],
    }),
  ],
  ['lecture d’un message illisible', pageLecture(BASE, BOITE, { message: ILLISIBLE, liens: [] })],
  ['écriture', pageEcriture(BASE, BOITE, BROUILLON, '')],
  ['réponse refusée', pageEcriture(BASE, BOITE, { ...BROUILLON, repondre: '1' }, 'Le destinataire n’existe pas.')],
  ['page absente', pageAbsente(BASE, 'Ce message n’existe plus.')],
];

describe('accessibilité du webmail d’essai', () => {
  test.each(PAGES)('%s : aucun défaut relevé', async (_nom, page) => {
    const vue = new DOMParser().parseFromString(String(await pageEntiere(page)), 'text/html');
    document.documentElement.lang = vue.documentElement.lang;
    document.head.innerHTML = vue.head.innerHTML;
    document.body.innerHTML = vue.body.innerHTML;
    // Les contrastes demandent un vrai rendu : ils sont mesurés sur les jetons (design/interface.md §3), pas ici.
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map((une) => `${une.id} : ${une.nodes.map((noeud) => noeud.html).join(' ')}`)).toEqual([]);
    expect(document.title).toContain('Messagerie sécurisée d’essai');
    expect(document.querySelectorAll('h1')).toHaveLength(1);
  });
});
