import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { ecouterAnnonces } from '../annonces.ts';
import { Avis, Bouton, Etiquette, Lien, Progression, Squelette, Vide } from '../index.ts';

test('un bouton fermé dit pourquoi, reste atteignable au clavier et n’agit pas', async () => {
  const onPress = vi.fn();
  const dites: string[] = [];
  const arreter = ecouterAnnonces((texte) => dites.push(texte));
  monter(
    <Bouton onPress={onPress} fermePourquoi="Seule la structure destinataire peut accepter.">
      Accepter l’orientation
    </Bouton>,
  );
  const bouton = screen.getByRole('button', {
    name: 'Accepter l’orientation',
    description: 'Seule la structure destinataire peut accepter.',
  });
  bouton.focus();
  expect(document.activeElement).toBe(bouton);
  fireEvent.click(bouton);
  arreter();
  expect(onPress).not.toHaveBeenCalled();
  expect(bouton.getAttribute('aria-disabled')).toBe('true');
  expect(dites).toEqual(['Seule la structure destinataire peut accepter.']);
  expect(await defautsDAcces()).toEqual([]);
});

test('un bouton fermé n’envoie pas le formulaire qui le contient', () => {
  const onSubmit = vi.fn();
  monter(
    <form onSubmit={onSubmit}>
      <Bouton type="submit" fermePourquoi="La date manque.">
        Envoyer
      </Bouton>
    </form>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  expect(onSubmit).not.toHaveBeenCalled();
});

test('un bouton agit au clic et à la touche Entrée, et se tait pendant l’envoi', () => {
  const onPress = vi.fn();
  const { rerender } = monter(<Bouton onPress={onPress}>Je prends</Bouton>);
  const bouton = screen.getByRole('button', { name: 'Je prends' });
  fireEvent.click(bouton);
  fireEvent.keyDown(bouton, { key: 'Enter' });
  fireEvent.keyUp(bouton, { key: 'Enter' });
  expect(onPress).toHaveBeenCalledTimes(2);
  rerender(
    <Bouton onPress={onPress} enCours>
      Je prends
    </Bouton>,
  );
  fireEvent.click(screen.getByRole('button'));
  expect(onPress).toHaveBeenCalledTimes(2);
});

test('un filtre se retire d’un geste, et son bouton dit ce qu’il retire', () => {
  const onRetirer = vi.fn();
  monter(<Etiquette onRetirer={onRetirer}>En retard</Etiquette>);
  fireEvent.click(screen.getByRole('button', { name: 'Retirer le filtre En retard' }));
  expect(onRetirer).toHaveBeenCalledOnce();
});

test('avis, vide, attente et avancement n’ont aucun défaut d’accès et disent leur ton', async () => {
  monter(
    <main>
      <Avis ton="alerte" titre="Le message n’est pas parti." annonce>
        <p>Choisissez un autre moyen.</p>
      </Avis>
      <Vide titre="Les demandes arriveront ici." action={<Lien vers="/demandes">Demander un appui</Lien>} />
      <Squelette libelle="Chargement des demandes" />
      <Progression libelle="Import de l’annuaire" fait={12} total={48} unite="fiches" resteMs={120_000} />
    </main>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Alerte : Le message n’est pas parti.');
  expect(screen.getByRole('link', { name: 'Demander un appui' }).getAttribute('href')).toBe('/demandes');
  expect(screen.getByRole('progressbar', { name: 'Import de l’annuaire' }).getAttribute('aria-valuetext')).toBe(
    '12 sur 48 fiches',
  );
  expect(await defautsDAcces()).toEqual([]);
});
