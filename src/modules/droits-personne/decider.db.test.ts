import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import {
  claire,
  karim,
  maisonDeTest,
  mmeAubryEtSonCercle,
  nadia,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { annoncerLesDeparts, moduleDroitsPersonne } from './index.ts';

const ELLE = { qualite: 'personne', demandeur: 'Jeanne Aubry', preuve: 'piece' };

describe('corriger, effacer, arrêter le partage', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest({ salles: [moduleDroitsPersonne] });
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
  });

  const responsable = (nom: string): Acteur =>
    unActeur('responsable_dac', `PractitionerRole/${nom}`, {
      nom,
      refs: [`PractitionerRole/${nom}`],
      connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() },
    });
  const noter = (entree: object) =>
    maison.faire<{ id: string }>(nadia, 'droitsPersonne.noter', { patient, ...ELLE, ...entree });
  const decider = (acteur: Acteur, entree: object) => maison.faire(acteur, 'droitsPersonne.decider', entree);
  const savoir = async (): Promise<string> =>
    (
      await maison.faire<{ id: string }>(nadia, 'dossier.ajouterASavoir', {
        patient,
        texte: 'Vit seule',
        type: 'COO',
      })
    ).id;

  test('l’auteur corrige : nouvelle version, l’ancienne gardée, et qui l’avait reçue est prévenu', async () => {
    const flag = await savoir();
    await maison.dans(nadia, async (tx) => {
      const { ressource, version } = await tx.lire('Flag', flag);
      await tx.ecrire(ressource, version, [karim.ref]);
    });
    const { id } = await noter({ genre: 'rectification', objet: `Flag/${flag}`, demande: 'Je vis avec ma fille' });
    await expect(decider(claire, { id, accord: true, texte: 'ok', correction: 'x' })).rejects.toMatchObject({
      code: 'cordee.interdit',
    });
    await decider(nadia, { id, accord: true, texte: 'C’est exact', correction: 'Vit avec sa fille' });
    const versions = await maison.dans(nadia, (tx) => tx.magasin.historique('Flag', flag, tx.portee));
    expect(versions.map(({ ressource }) => ressource.code.text)).toEqual([
      'Vit avec sa fille',
      'Vit seule',
      'Vit seule',
    ]);
    const vu = await maison.voir<{ destinataires: string[] }>(nadia, 'droitsPersonne.detail', { id });
    expect(vu.destinataires).toContain(karim.ref);
    const nouvelles = await maison.dans(karim, async (tx) =>
      (await tx.sql.selectFrom('fait').select('fait.nom').where(tx.portee.condition('fait', 'fait')).execute()).map(
        ({ nom }) => nom,
      ),
    );
    expect(nouvelles).toContain('DroitInformationCorrigee.v1');
    await expect(decider(nadia, { id, accord: true, texte: 'encore' })).rejects.toMatchObject({
      code: 'droits_personne.deja_repondue',
    });
  });

  test('un refus se motive, et sa lettre dit où se plaindre', async () => {
    const flag = await savoir();
    const { id } = await noter({ genre: 'rectification', objet: `Flag/${flag}`, demande: 'C’est <faux>' });
    await expect(decider(nadia, { id, accord: false, texte: ' ' })).rejects.toMatchObject({
      code: 'cordee.entree_invalide',
    });
    await expect(maison.voir(nadia, 'droitsPersonne.lettre', { id })).rejects.toMatchObject({
      code: 'droits_personne.pas_refusee',
    });
    await decider(responsable('helene'), { id, accord: false, texte: 'Vérifié <deux> fois à domicile.' });
    const { html } = await maison.voir<{ html: string }>(nadia, 'droitsPersonne.lettre', { id });
    expect(html).toContain('Vérifié &lt;deux&gt; fois');
    expect(html).toContain('CNIL');
    expect(html).not.toContain('<script');
  });

  test('un effacement n’efface rien par lui-même : deux personnes décident, et rien ne part avant un mois', async () => {
    const { id } = await noter({ genre: 'effacement', demande: 'Effacez tout' });
    await decider(responsable('helene'), { id, accord: true, texte: 'Dossier ouvert par erreur' });
    await expect(
      maison.faire(responsable('helene'), 'droitsPersonne.confirmer', { id, accord: true, texte: 'oui' }),
    ).rejects.toMatchObject({ code: 'droits_personne.seconde_personne' });
    const departs = () =>
      maison.dans(nadia, (tx) =>
        interrogerAvec(tx.sql)<{ categorie: string }>({
          texte: "select d.categorie from depart_prevu d where d.patient = $1 and d.part_le > '2026-12-20'",
          valeurs: [patient],
        }),
      );
    expect(await departs()).toEqual([]);
    await maison.faire(responsable('anne'), 'droitsPersonne.confirmer', { id, accord: true, texte: 'oui' });
    expect(await annoncerLesDeparts(maison.socle, TERRITOIRE)).toBe(1);
    expect(await departs()).toEqual([{ categorie: 'identite' }]);
    await expect(maison.dans(nadia, (tx) => tx.lire('Patient', patient))).resolves.toBeDefined();
  });

  test('un recours en cours empêche d’accepter un effacement', async () => {
    const { id } = await noter({ genre: 'effacement', demande: 'Effacez tout' });
    await maison.faire(responsable('helene'), 'droitsPersonne.geler', { patient, motif: 'Plainte' });
    await expect(decider(responsable('helene'), { id, accord: true, texte: 'oui' })).rejects.toMatchObject({
      code: 'droits_personne.gele',
    });
    expect(await maison.voir(nadia, 'droitsPersonne.dePersonne', { patient })).toMatchObject({
      gel: { motif: 'Plainte', par: 'helene' },
      peutGeler: false,
    });
  });

  test('arrêter le partage ferme le dossier aux autres à la lecture suivante', async () => {
    const flag = await savoir();
    const { id } = await noter({ genre: 'limitation', demande: 'Que personne ne lise' });
    await decider(responsable('helene'), { id, accord: true, texte: 'C’est son droit' });
    const lit = await maison.dans(karim, async (tx) => (await tx.magasin.lire('Flag', flag, tx.portee)) !== undefined);
    expect(lit).toBe(false);
  });
});
