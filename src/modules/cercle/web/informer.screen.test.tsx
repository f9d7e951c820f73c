import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { informationEnvoyee, InformerAvantDEnvoyer, SANS_REPONSE } from './InformerAvantDEnvoyer.tsx';

function Essai({ code }: { readonly code?: string }) {
  const [saisie, setSaisie] = useState(SANS_REPONSE);
  return (
    <>
      <InformerAvantDEnvoyer code={code} saisie={saisie} onChange={setSaisie} />
      <output>{JSON.stringify(informationEnvoyee(saisie))}</output>
    </>
  );
}

test('tant que rien n’est demandé, rien ne s’affiche et rien ne part', () => {
  monter(<Essai />);
  expect(screen.queryByRole('radio')).toBeNull();
  expect(screen.getByRole('status').textContent).toBe('{}');
});

test('demandé : rien de coché, deux champs si elle est informée, un motif sinon', async () => {
  monter(<Essai code="cercle.information_requise" />);
  expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: 'Oui, elle est informée' }));
  fireEvent.change(screen.getByRole('textbox', { name: /De quoi/u }), { target: { value: 'Sa chute.' } });
  for (const [nom, valeur] of [
    ['Jour', '24'],
    ['Mois', '11'],
    ['Année', '2026'],
  ] as const)
    fireEvent.change(screen.getByRole('textbox', { name: new RegExp(nom) }), { target: { value: valeur } });
  expect(screen.getByRole('status').textContent).toBe(
    JSON.stringify({ information: { quoi: 'Sa chute.', le: '2026-11-24' } }),
  );
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: /urgence/u }));
  fireEvent.change(screen.getByRole('textbox', { name: /Pourquoi/u }), { target: { value: 'Chute.' } });
  expect(screen.getByRole('status').textContent).toBe(
    JSON.stringify({ information: { dispense: 'urgence', motif: 'Chute.' } }),
  );
});
