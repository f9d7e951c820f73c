import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retirerHistorique } from './historique-cite.ts';

const REPONSE = 'Bonjour,\n\nD’accord pour mardi 10 h.\n\nDr Lefèvre';

const HISTORIQUES: readonly (readonly [logiciel: string, historique: string])[] = [
  [
    'Apple Mail',
    'Le 23 nov. 2026 à 10:22, Cellule d’appui <cellule@coordination.essai.invalid> a écrit :\n\n> Bonjour docteur,\n> \n> Mardi ?',
  ],
  [
    'Gmail replié',
    'Le lun. 23 nov. 2026 à 10:22, Cellule d’appui <\ncellule@coordination.essai.invalid> a écrit :\n\n> Mardi ?',
  ],
  ['Thunderbird', 'Le 23/11/2026 à 10:22, Cellule d’appui a écrit :\n> Mardi ?\n>\n>> Plus ancien'],
  [
    'Yahoo',
    'Le lundi 23 novembre 2026 à 10:22:33 UTC+1, Cellule <cellule@coordination.essai.invalid> a écrit :  \n\n Bonjour docteur,\n Mardi ?',
  ],
  [
    'Outlook ancien',
    '-----Message d’origine-----\nDe : Cellule d’appui\nEnvoyé : lundi 23 novembre 2026 10:22\nÀ : Dr Lefèvre\nObjet : Demande\n\nMardi ?',
  ],
  [
    'Outlook',
    '________________________________\nDe : Cellule d’appui <cellule@coordination.essai.invalid>\nEnvoyé : lundi 23 novembre 2026 10:22\nÀ : Dr Lefèvre\nObjet : Demande\n\nMardi ?',
  ],
  [
    'Outlook sans trait',
    'De : Cellule d’appui\nEnvoyé : lundi 23 novembre 2026 10:22\nÀ : Dr Lefèvre\nCc : Nadia\nObjet : Demande\n\nMardi ?',
  ],
  [
    'Outlook en gras',
    '*De :* Cellule d’appui\n*Envoyé :* lundi 23 novembre 2026 10:22\n*À :* Dr Lefèvre\n*Objet :* Demande\n\nMardi ?',
  ],
  ['Outlook anglais', '-----Original Message-----\nFrom: Cellule\nSent: Monday\nTo: Dr\nSubject: Demande\n\nMardi ?'],
  [
    'Gmail anglais',
    'On Mon, Nov 23, 2026 at 10:22 AM Cellule <cellule@coordination.essai.invalid> wrote:\n\n> Mardi ?',
  ],
  [
    'téléphone',
    "-------- Message d'origine --------\nDe : Cellule d’appui\nDate : 23/11/2026 10:22\nÀ : Dr\nObjet : Demande\n\nMardi ?",
  ],
];

describe('texte nouveau d’une réponse', () => {
  test.each(HISTORIQUES)('l’historique recopié par %s est retiré', (_logiciel, historique) => {
    expect(retirerHistorique(`${REPONSE}\n\n${historique}\n`, 'RE : Demande')).toBe(REPONSE);
  });

  test('une réponse écrite sous l’historique cité est gardée', () => {
    const texte = 'Le 23/11/2026 à 10:22, Cellule a écrit :\n> Mardi ou jeudi ?\n\nPlutôt jeudi.';
    expect(retirerHistorique(texte, 'Re: Demande')).toBe('Plutôt jeudi.');
  });

  test('des réponses écrites entre les lignes citées sont gardées', () => {
    const texte = '> Le traitement ?\nParacétamol.\n> La tension ?\n13/8.';
    expect(retirerHistorique(texte, 'Re: Demande')).toBe('Paracétamol.\n13/8.');
  });

  test('un transfert garde le message transféré', () => {
    const texte = 'Pour avis.\n\n-----Message d’origine-----\nDe : Labo\nEnvoyé : hier\nObjet : Bilan\n\nKaliémie 6,1';
    expect(retirerHistorique(texte, 'TR : Bilan')).toBe(texte);
  });

  test.each([
    'Le patient a écrit : je souffre.',
    'Le médecin a écrit :\nvoir le compte rendu joint.',
    'De : 10 h à 12 h\nrendez-vous au cabinet',
    'Le traitement est inchangé.\nElle va mieux.',
    'Température > 38,5 °C depuis hier.',
  ])('un texte qui ressemble à une citation est gardé entier : « %s »', (texte) => {
    expect(retirerHistorique(texte, 'Demande')).toBe(texte);
  });

  test('quand tout le message ressemble à un historique, il est montré entier plutôt que vide', () => {
    const texte = 'De : Cellule\nEnvoyé : hier\nÀ : Dr\nObjet : Demande\n\nMardi ?';
    expect(retirerHistorique(texte, 'Demande')).toBe(texte);
  });

  test('ne fabrique jamais de texte : chaque ligne gardée vient du message, dans l’ordre', () => {
    const ligne = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '> cité',
        'Le 3 mars 2026, X a écrit :',
        '-----Original Message-----',
        'De : X',
        'Envoyé : hier',
        'Objet : y',
        '____________',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(
          ligne.map((une) => une.replaceAll('\n', ' ')),
          { maxLength: 30 },
        ),
        (lignes) => {
          const restantes = lignes.map((une) => une.trim());
          for (const gardee of retirerHistorique(lignes.join('\n'), 'Re: x').split('\n')) {
            const rang = restantes.indexOf(gardee.trim());
            expect(rang === -1 ? gardee.trim() : '').toBe('');
            restantes.splice(0, rang + 1);
          }
        },
      ),
    );
  });
});
