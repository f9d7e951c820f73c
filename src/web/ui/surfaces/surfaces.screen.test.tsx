import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { Bouton, Dialogue, Onglets, Page, Strate } from '../index.ts';

function AvecDialogue({ fermable = true }: { readonly fermable?: boolean }) {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <Bouton onPress={() => setOuvert(true)}>Refuser</Bouton>
      <Dialogue
        titre="Refuser cette orientation ?"
        ouvert={ouvert}
        onFermer={() => setOuvert(false)}
        fermable={fermable}
        actions={<Bouton>Refuser et prévenir</Bouton>}
      >
        <p>Le motif part avec le refus.</p>
      </Dialogue>
    </>
  );
}

test('un dialogue a un nom, prend le focus, se ferme par Échap et rend le focus', async () => {
  monter(<AvecDialogue />);
  const ouvrir = screen.getByRole('button', { name: 'Refuser' });
  ouvrir.focus();
  fireEvent.click(ouvrir);
  const dialogue = screen.getByRole('dialog', { name: 'Refuser cette orientation ?' });
  await vi.waitFor(() => expect(dialogue.contains(document.activeElement)).toBe(true));
  expect(await defautsDAcces(dialogue)).toEqual([]);
  fireEvent.keyDown(document.activeElement ?? dialogue, { key: 'Escape' });
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await vi.waitFor(() => expect(document.activeElement).toBe(ouvrir));
});

test('un dialogue qui doit recevoir une réponse ne se ferme ni par Échap ni par un bouton', () => {
  monter(<AvecDialogue fermable={false} />);
  fireEvent.click(screen.getByRole('button', { name: 'Refuser' }));
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  expect(screen.getByRole('dialog')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Fermer' })).toBeNull();
});

test('les onglets se parcourent aux flèches et demandent à l’adresse de changer', async () => {
  const onChange = vi.fn();
  monter(
    <Onglets
      libelle="Vues de la personne"
      actif="fil"
      onChange={onChange}
      onglets={[
        { cle: 'fil', titre: 'Le fil', nombre: 12, contenu: <p>Le fil ici</p> },
        { cle: 'plan', titre: 'Le plan', contenu: <p>Le plan ici</p> },
      ]}
    />,
  );
  const fil = screen.getByRole('tab', { name: /Le fil/ });
  fil.focus();
  fireEvent.keyDown(fil, { key: 'ArrowRight' });
  expect(onChange).toHaveBeenCalledExactlyOnceWith('plan');
  expect(screen.getByRole('tabpanel').textContent).toBe('Le fil ici');
  expect(await defautsDAcces()).toEqual([]);
});

test('une page a un seul h1, nomme l’onglet du navigateur et sépare ses strates', async () => {
  monter(
    <main>
      <Page
        titre="Mme Aubry Jeanne"
        sousTitre="84 ans"
        retour={{ vers: '/personnes', texte: 'Personnes' }}
        actionPrincipale={<Bouton>Noter un appel</Bouton>}
      >
        <Strate titre="À savoir">
          <p>Vit seule.</p>
        </Strate>
      </Page>
    </main>,
  );
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(document.title).toBe('Mme Aubry Jeanne · cordée');
  expect(screen.getByRole('region', { name: 'À savoir' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});
