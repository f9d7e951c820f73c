import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  josiane,
  maisonEntiere,
  MARTIN,
  martin,
  sophie,
  TILLEULS,
  type MaisonEntiere,
} from '#modules/orientation/testing-maison.ts';

const HAD = 'HealthcareService/ror-offre-048';

/** SP-05: between the two categories of R. 1110-2, the person knows what leaves and to whom; within one, nothing is asked. */
describe('envoyer de la santé au social, ou l’inverse', () => {
  let maison: MaisonEntiere;
  let demande: string;
  let patient: string;
  let rang = 0;
  beforeAll(async () => {
    maison = await maisonEntiere();
  }, 120_000);
  afterAll(() => maison?.fermer());
  beforeEach(async () => {
    rang += 1;
    const personne = { nom: `Envoi${'abcdefghij'.charAt(rang)}`, prenom: 'Luc', naissance: '1942-03-12' };
    ({ id: demande } = await maison.faire<{ id: string }>(martin, 'demande.deposer', {
      personne,
      texte: 'Aide au lever.',
      urgence: 'U2',
      accord: 'informee',
    }));
    await maison.faire(sophie, 'demande.prendre', { id: demande });
    ({ patient } = await maison.faire<{ patient: string }>(sophie, 'demande.confirmerPersonne', {
      id: demande,
      creer: { ...personne, sexe: 'male' },
    }));
  });

  const orienter = (ressource: string, information?: object) =>
    maison.faire(sophie, 'orientation.envoyer', { demande, ressource, besoin: 'Soins à domicile.', information });
  const ecrire = (information?: object) =>
    maison.faire(sophie, 'messagerie.ecrire', {
      destinataire: MARTIN.ref,
      patient,
      nature: 'information',
      texte: 'Elle rentre mardi.',
      information,
    });
  const requise = { code: 'cercle.information_requise' };

  test('du DAC à une aide à domicile : rien n’est demandé ; à l’hospitalisation à domicile : la phrase, puis l’envoi', async () => {
    await orienter(TILLEULS.ref);
    await expect(orienter(HAD)).rejects.toMatchObject({
      ...requise,
      champs: { 'information.quoi': expect.any(String) as string, 'information.le': expect.any(String) as string },
    });
    await orienter(HAD, { le: '2026-11-24', quoi: 'son retour à domicile avec des soins' });
  });

  test('répondu une fois pour un destinataire, ce n’est plus demandé ; une date à venir n’informe personne', async () => {
    await expect(ecrire()).rejects.toMatchObject(requise);
    await expect(ecrire({ le: '2027-01-01', quoi: 'sa sortie' })).rejects.toMatchObject({
      champs: { 'information.le': expect.stringContaining('pas encore') as string },
    });
    await ecrire({ le: '2026-11-23', quoi: 'sa sortie et son traitement' });
    await ecrire();
  });

  test('une dispense se motive, ne vaut que pour un envoi', async () => {
    await expect(ecrire({ dispense: 'urgence' })).rejects.toMatchObject({
      champs: { 'information.motif': expect.any(String) as string },
    });
    await ecrire({ dispense: 'urgence', motif: 'Chute, appel des urgences.' });
    await expect(ecrire()).rejects.toMatchObject(requise);
  });

  test('le destinataire est du cercle dont la personne est informée : rien n’est redemandé', async () => {
    await maison.faire(sophie, 'cercle.ajouter', {
      patient,
      qui: { genre: 'annuaire', ref: MARTIN.ref },
      fonction: 'medecin_traitant',
      fondement: 'porte2',
    });
    await maison.faire(sophie, 'cercle.noterInformation', { patient, etat: 'informee', mode: 'oral' });
    await expect(ecrire()).resolves.toMatchObject({ fil: expect.any(String) as string });
  });

  test('un soignant demande un appui : la personne doit le savoir, ou dire pourquoi elle ne le sait pas', async () => {
    const depot = { personne: { nom: 'Autre', naissance: '1950' }, texte: 'Isolement.', urgence: 'U3' };
    await expect(maison.faire(josiane, 'demande.deposer', depot)).rejects.toMatchObject({
      code: 'demande.information_requise',
    });
    await maison.faire(josiane, 'demande.deposer', { ...depot, accord: 'impossible', accordMotif: 'Confuse ce matin' });
  });
});
