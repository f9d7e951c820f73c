import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { Bouton, Delai, Fraicheur, Joignabilite, Personne, QuiALaMain } from '../index.ts';
import { etatDelai } from './Delai.tsx';
import { ageDuFait } from './Fraicheur.tsx';

const net = (texte: string | null) => (texte ?? '').replace(/\s/gu, ' ').trim();
const lireBande = () => net(screen.getByRole('group', { name: 'Qui a la main' }).textContent);

test('la bande dit qui a la main, depuis quand et ce qui vient', async () => {
  monter(
    <QuiALaMain
      etat="tenu"
      qui="Sophie Marchand"
      depuis="2026-11-26T14:05:00+01:00"
      prochaineEtape={{ texte: 'visite', le: '2026-12-01T10:00:00+01:00' }}
      action={<Bouton>Lui écrire</Bouton>}
    />,
  );
  expect(lireBande()).toBe(
    'Sophie Marchand a la main · depuis 14 h 05Prochaine étape : visite mardi 1er déc. 10 hLui écrire',
  );
  expect(await defautsDAcces()).toEqual([]);
});

test.each([
  ['attend', { qui: 'l’équipe du DAC' }, 'En attente de l’équipe du DAC'],
  ['attend', {}, 'En attente de quelqu’un'],
  ['retard', { qui: 'Karim Haddad', remonteA: 'Sophie Marchand' }, 'En retard, remonte à Sophie Marchand'],
  ['termine', { qui: 'Sophie Marchand' }, 'Terminé par Sophie Marchand'],
] as const)('dans l’état « %s » la bande le dit avec des mots, pas seulement une couleur', (etat, noms, attendu) => {
  monter(<QuiALaMain etat={etat} {...noms} />);
  expect(lireBande()).toBe(attendu);
});

test('ce qui est terminé n’annonce plus de prochaine étape', () => {
  monter(<QuiALaMain etat="termine" prochaineEtape={{ texte: 'visite' }} depuis="2026-11-25T16:30:00+01:00" />);
  expect(lireBande()).toBe('Terminé · hier 16 h 30');
});

test('un fait vieillit : frais, à surveiller, périmé, et jamais vérifié se dit', () => {
  const maintenant = new Date('2026-11-26T15:05:00+01:00');
  const age = (le: string | undefined) => ageDuFait(le, maintenant, 30);
  expect([age('2026-11-25'), age('2026-10-20'), age('2026-01-01'), age(undefined)]).toEqual([
    'frais',
    'vieillissant',
    'perime',
    'inconnu',
  ]);
  monter(<Fraicheur verifieLe="2026-05-10T10:00:00+01:00" par="Nadia Kaci" />);
  expect(net(document.body.textContent)).toBe('vérifié il y a 6 mois par Nadia Kaci, à confirmer');
});

test('un délai dépassé, suspendu ou proche se distingue d’un délai large', () => {
  const mesure = { reste: 50, duree: 100, suspendu: false, fini: false };
  expect(etatDelai(mesure)).toBe('large');
  expect(etatDelai({ ...mesure, reste: 10 })).toBe('proche');
  expect(etatDelai({ ...mesure, reste: -1 })).toBe('depasse');
  expect(etatDelai({ ...mesure, reste: -1, suspendu: true })).toBe('suspendu');
  expect(etatDelai({ ...mesure, fini: true })).toBe('fini');
  expect(etatDelai({ ...mesure, reste: -1, fini: true })).toBe('depasse');
});

test('personne, joignabilité et délai se lisent sans défaut d’accès, et le numéro appelle', async () => {
  monter(
    <main>
      <Personne
        nom="Nadia Kaci"
        precision="Infirmière"
        vers="/annuaire/1"
        aCote={<Joignabilite etat="joignable" telephone="0639981234" nom="Nadia Kaci" />}
      />
      <Joignabilite etat="remplace" remplacant="Dr Paul Roux" jusqua="2026-11-30T08:00:00+01:00" />
      <Delai libelle="Réponse" debut="2026-11-20T09:00:00+01:00" echeance="2026-11-25T09:00:00+01:00" />
    </main>,
  );
  expect(screen.getByRole('link', { name: /appeler Nadia Kaci/ }).getAttribute('href')).toBe('tel:0639981234');
  expect(net(document.body.textContent)).toContain('Remplacé par Dr Paul Roux jusqu’à lundi 30 nov. 8 h');
  expect(net(document.body.textContent)).toContain('Dépassé de 1 j');
  expect(await defautsDAcces()).toEqual([]);
});
