import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { ProtectionEtDeces } from './ProtectionEtDeces.tsx';
import { serveurDEcran } from './testing-ecran.ts';
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

test('une mesure de protection : rien de coché, tout ce qui la tient part en un envoi', async () => {
  const appels = serveurDEcran({ 'cercle.noterMesure': { id: 'r1' } });
  monter(<ProtectionEtDeces patient="p1" />);
  fireEvent.click(screen.getByRole('button', { name: 'Noter une mesure de protection' }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(panneau.getByRole('radio', { name: 'Tutelle' }));
  fireEvent.click(panneau.getByRole('radio', { name: /Sa personne et ses biens/u }));
  for (const [nom, valeur] of [
    [/Qui l’exerce/u, 'Mme Garde'],
    [/Son téléphone/u, '0199001234'],
    [/Quelle décision/u, 'jugement du 3 mai 2025'],
    [/Jour/u, '03'],
    [/Mois/u, '05'],
    [/Année/u, '2030'],
  ] as const)
    fireEvent.change(panneau.getByRole('textbox', { name: nom }), { target: { value: valeur } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Noter cette mesure' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.noterMesure')?.entree).toEqual({
      patient: 'p1',
      mesure: 'tutelle',
      etendue: 'personne_et_biens',
      nom: 'Mme Garde',
      telephone: '0199001234',
      preuve: 'jugement du 3 mai 2025',
      fin: '2030-05-03',
    }),
  );
});

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
