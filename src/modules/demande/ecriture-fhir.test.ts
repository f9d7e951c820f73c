import type { ServiceRequest } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { acteurSysteme } from '#acces/acteur.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import { deposer } from './contract.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { CATEGORIE_DEMANDE } from './fhir.ts';

const acteur = acteurSysteme(lireCodeTerritoire('t0001'), 'test');
const [surTask, surRequete] = ecrituresFhir;
const categorie = { coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_DEMANDE }] };
const task = { resourceType: 'Task', id: 'd1', status: 'requested', intent: 'order', code: categorie } as const;
const passer = (status: 'accepted' | 'completed' | 'cancelled' | 'on-hold') =>
  surTask?.traduire({ avant: task, apres: { ...task, status, statusReason: { text: 'Doublon' } }, acteur });

test('un logiciel métier dépose une demande d’appui : la personne voyage dans la demande, rien n’est ressaisi', () => {
  const requete: ServiceRequest = {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    priority: 'asap',
    category: [categorie],
    subject: { reference: '#p' },
    contained: [
      {
        resourceType: 'Patient',
        id: 'p',
        name: [{ family: 'D’Aubry', given: ['Jeanne'] }],
        birthDate: '1942-03-12',
        gender: 'female',
      },
    ],
    note: [{ text: 'Chute, fille épuisée.' }],
  };
  const traduction = surRequete?.traduire({ avant: undefined, apres: requete, acteur });
  expect(traduction).toMatchObject({ action: 'demande.deposer' });
  const lu = deposer.entree.parse((traduction as { entree: unknown }).entree);
  expect(lu).toMatchObject({
    personne: { nom: 'D’Aubry', prenom: 'Jeanne', naissance: '1942-03-12' },
    urgence: 'U2',
    texte: 'Chute, fille épuisée.',
  });
});

test('prendre et annuler se disent par le statut ; ce qui demande un mot nomme son action', () => {
  expect(passer('accepted')).toEqual({ action: 'demande.prendre', entree: { id: 'd1' } });
  expect(passer('cancelled')).toMatchObject({ action: 'demande.annuler', entree: { motif: 'Doublon' } });
  expect(passer('completed')).toMatchObject({ operation: 'demande.clore' });
  expect(passer('on-hold')).toMatchObject({ operation: 'demande.demanderComplement' });
});

test('une demande ne s’efface pas', () => {
  expect(surTask?.traduire({ avant: task, apres: undefined, acteur })).toMatchObject({ operation: 'demande.annuler' });
});
