import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import {
  Bouton,
  Case,
  Champ,
  ChampDate,
  ChampTelephone,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  Recherche,
  type ErreursDeChamps,
} from '../index.ts';

const OPTIONS = [
  { valeur: 'mail', libelle: 'Par mail', precision: 'Dans sa boîte' },
  { valeur: 'telephone', libelle: 'Par téléphone' },
  { valeur: 'courrier', libelle: 'Par courrier', fermePourquoi: 'L’adresse n’est pas connue.' },
] as const;

interface ProprietesEssai {
  readonly erreurs?: ErreursDeChamps;
  readonly onEnvoyer?: (saisie: unknown) => void;
}

function Essai({ erreurs = {}, onEnvoyer = () => undefined }: ProprietesEssai) {
  const [saisie, setSaisie] = useState({ motif: '', naissance: '', telephone: '' });
  const [canal, setCanal] = useState<'mail' | 'telephone' | 'courrier'>();
  const [prevenus, setPrevenus] = useState<readonly string[]>([]);
  const [informee, setInformee] = useState(false);
  const modifier = (partie: Partial<typeof saisie>) => setSaisie((avant) => ({ ...avant, ...partie }));
  return (
    <Formulaire
      nom="Demander un appui"
      erreurs={erreurs}
      onEnvoyer={() => onEnvoyer({ ...saisie, canal, prevenus, informee })}
      actions={<Bouton type="submit">Envoyer la demande</Bouton>}
    >
      <Champ
        nom="motif"
        libelle="Motif"
        aide="En une phrase."
        lignes={3}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
      <ChampDate
        nom="naissance"
        libelle="Date de naissance"
        valeur={saisie.naissance}
        onChange={(naissance) => modifier({ naissance })}
      />
      <ChampTelephone
        nom="telephone"
        libelle="Téléphone"
        facultatif
        valeur={saisie.telephone}
        onChange={(telephone) => modifier({ telephone })}
      />
      <ChoixUnique nom="canal" libelle="Comment répondre ?" options={OPTIONS} valeur={canal} onChange={setCanal} />
      <ChoixUnique
        nom="canal-liste"
        libelle="Structure"
        presentation="liste"
        options={OPTIONS}
        valeur={canal}
        onChange={setCanal}
      />
      <ChoixMultiple
        nom="prevenus"
        libelle="Qui prévenir ?"
        options={OPTIONS}
        valeurs={prevenus}
        onChange={setPrevenus}
      />
      <Case nom="informee" libelle="La personne est informée" cochee={informee} onChange={setInformee} />
    </Formulaire>
  );
}

test('un formulaire rempli puis envoyé donne ce qui a été saisi, date et téléphone mis au propre', () => {
  const onEnvoyer = vi.fn();
  monter(<Essai onEnvoyer={onEnvoyer} />);
  fireEvent.change(screen.getByRole('textbox', { name: 'Motif' }), { target: { value: 'Chute' } });
  const date = screen.getByRole('group', { name: 'Date de naissance' });
  fireEvent.change(within(date).getByRole('textbox', { name: 'Jour' }), { target: { value: '12' } });
  fireEvent.change(within(date).getByRole('textbox', { name: 'Mois' }), { target: { value: '03' } });
  fireEvent.change(within(date).getByRole('textbox', { name: 'Année' }), { target: { value: '1942' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'Téléphone (facultatif)' }), {
    target: { value: '+33 6 39 98 12 34' },
  });
  fireEvent.click(screen.getByRole('radio', { name: /Par mail/ }));
  fireEvent.click(screen.getByRole('checkbox', { name: /Par téléphone/ }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'La personne est informée' }));
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer la demande' }));
  expect(onEnvoyer).toHaveBeenCalledExactlyOnceWith({
    motif: 'Chute',
    naissance: '1942-03-12',
    telephone: '0639981234',
    canal: 'mail',
    prevenus: ['telephone'],
    informee: true,
  });
});

test('le formulaire, ses aides et ses erreurs n’ont aucun défaut d’accès', async () => {
  monter(
    <Essai
      erreurs={{ motif: 'Dites ce que vous attendez.', naissance: 'La date manque.', canal: 'Choisissez un moyen.' }}
    />,
  );
  expect(await defautsDAcces()).toEqual([]);
});

test('les erreurs prennent le focus en résumé, se lisent au champ, et le résumé y mène', () => {
  const { rerender } = monter(<Essai />);
  const erreurs = { motif: 'Dites ce que vous attendez.', naissance: 'La date manque.' };
  rerender(<Essai erreurs={erreurs} />);
  const resume = screen.getByRole('region', { name: '2 réponses sont à corriger' });
  expect(document.activeElement).toBe(resume);
  const motif = screen.getByRole('textbox', { name: 'Motif' });
  expect(motif.getAttribute('aria-invalid')).toBe('true');
  const descriptions = (motif.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.querySelector(`[id="${id}"]`)?.textContent);
  expect(descriptions).toEqual(['En une phrase.', 'Dites ce que vous attendez.']);
  fireEvent.click(within(resume).getByRole('link', { name: 'La date manque.' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Jour' }));
});

test('corriger une réponse ne ramène pas le focus au résumé', () => {
  const { rerender } = monter(
    <Essai erreurs={{ motif: 'Dites ce que vous attendez.', naissance: 'La date manque.' }} />,
  );
  const motif = screen.getByRole('textbox', { name: 'Motif' });
  motif.focus();
  rerender(<Essai erreurs={{ naissance: 'La date manque.' }} />);
  expect(document.activeElement).toBe(motif);
});

test('la date passe seule à la case suivante, accepte un collage, et dit qu’un jour n’existe pas', () => {
  monter(<Essai />);
  const jour = screen.getByRole('textbox', { name: 'Jour' });
  fireEvent.change(jour, { target: { value: '31' } });
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Mois' }));
  fireEvent.paste(jour, { clipboardData: { getData: () => '31/02/1942' } });
  expect(screen.getByRole('textbox', { name: 'Année' })).toHaveProperty('value', '1942');
  fireEvent.blur(screen.getByRole('textbox', { name: 'Année' }));
  expect(screen.getByText('Le 31/02/1942 n’existe pas. Vérifiez le jour et le mois.')).toBeTruthy();
});

test('une réponse fermée dit pourquoi et ne se choisit pas', () => {
  monter(<Essai />);
  const fermee = screen.getByRole('radio', { name: /Par courrier/ });
  expect(fermee).toHaveProperty('disabled', true);
  expect(screen.getAllByText('L’adresse n’est pas connue.').length).toBeGreaterThan(0);
});

test('la recherche ne choisit rien par accident : il faut descendre sur un résultat', async () => {
  const onChoisir = vi.fn();
  monter(
    <Recherche
      nom="personne"
      libelle="Chercher une personne"
      onChercher={() => undefined}
      resultats={[
        { cle: '1', titre: 'Jeanne Aubry', precision: 'née le 12/03/1942' },
        { cle: '2', titre: 'Jeannine Aubry-Lefèvre' },
      ]}
      onChoisir={onChoisir}
    />,
  );
  const champ = screen.getByRole('searchbox', { name: 'Chercher une personne' });
  champ.focus();
  fireEvent.change(champ, { target: { value: 'aubry' } });
  fireEvent.keyDown(champ, { key: 'Enter' });
  expect(onChoisir).not.toHaveBeenCalled();
  expect(screen.getByRole('listbox', { name: 'Résultats : Chercher une personne' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.keyDown(champ, { key: 'ArrowDown' });
  fireEvent.keyDown(champ, { key: 'Enter' });
  fireEvent.keyUp(champ, { key: 'Enter' });
  expect(onChoisir).toHaveBeenCalledExactlyOnceWith('1');
});
