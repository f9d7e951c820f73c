import type { Task } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { acteurSysteme } from '#acces/acteur.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { accepter, annuler, commencer, interrompre, refuser, terminer } from './contract.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { versServiceRequest, versTask } from './fhir.ts';
import { uneOrientation } from './testing.ts';

const acteur = acteurSysteme(lireCodeTerritoire('t0001'), 'test');
const [surTask, surRequete] = ecrituresFhir;
const avant = versTask(uneOrientation());
const bouger = (apres: Pick<Task, 'status'> & Partial<Task>) =>
  surTask?.traduire({ avant, apres: { ...avant, ...apres }, acteur });

const GESTES: readonly (readonly [Task['status'], Partial<Task>, string, z.ZodType])[] = [
  ['accepted', {}, 'orientation.accepter', accepter.entree],
  ['rejected', { statusReason: { coding: [{ code: 'zone' }] } }, 'orientation.refuser', refuser.entree],
  ['in-progress', {}, 'orientation.commencer', commencer.entree],
  ['completed', { statusReason: { text: 'Aide en place' } }, 'orientation.terminer', terminer.entree],
  ['failed', { statusReason: { text: 'Plus joignable' } }, 'orientation.interrompre', interrompre.entree],
  ['cancelled', { note: [{ text: 'Envoyée deux fois' }] }, 'orientation.annuler', annuler.entree],
];

test.each(GESTES)('passer la Task à %s est l’action que ferait une personne', (status, reste, action, entree) => {
  const traduction = bouger({ status, ...reste });
  expect(traduction).toMatchObject({ action, entree: { id: avant.id } });
  expect(entree.safeParse((traduction as { entree: unknown }).entree).success).toBe(true);
});

test('une raison de refus inconnue devient « autre », avec ses mots', () => {
  const traduction = bouger({ status: 'rejected', statusReason: { coding: [{ code: 'x1' }], text: 'Travaux' } });
  expect(traduction).toMatchObject({ entree: { motif: 'autre', commentaire: 'Travaux' } });
});

test('changer autre chose que le statut est refusé avec les statuts possibles', () => {
  expect(bouger({ status: 'requested', description: 'autre' })).toMatchObject({
    refus: expect.stringContaining('accepted'),
  });
  expect(bouger({ status: 'draft' })).toMatchObject({ refus: expect.stringContaining('accepted') });
});

test('une orientation ne s’efface pas, et ne naît pas d’une Task', () => {
  expect(surTask?.traduire({ avant, apres: undefined, acteur })).toMatchObject({ operation: 'orientation.annuler' });
  expect(surTask?.traduire({ avant: undefined, apres: avant, acteur })).toMatchObject({
    operation: 'orientation.envoyer',
  });
});

test('une ServiceRequest d’orientation est un envoi ; celle d’une autre salle n’est pas la nôtre', () => {
  const requete = versServiceRequest(uneOrientation());
  expect(surRequete?.traduire({ avant: undefined, apres: requete, acteur })).toMatchObject({
    action: 'orientation.envoyer',
    entree: { ressource: requete.performer?.[0]?.reference, besoin: requete.note?.[0]?.text },
  });
  expect(surRequete?.traduire({ avant: undefined, apres: { ...requete, category: [] }, acteur })).toBeUndefined();
});
