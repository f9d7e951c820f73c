import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import {
  karim,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  sophie,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { moduleUrgence } from './index.ts';

const HEURE = 3_600_000;
const helene = unActeur('responsable_dac', 'PractitionerRole/helene', {
  nom: 'Hélène Vidal',
  refs: ['PractitionerRole/helene'],
});
const MOTIF = { motif: 'risque_immediat', texte: 'Chute, confuse, aux urgences de Maubeuge.' };

describe('l’accès d’urgence', () => {
  let maison: MaisonDeTest;
  let patient: string;
  let rene: Acteur;
  beforeAll(async () => {
    maison = await maisonDeTest({ salles: [moduleUrgence] });
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
    rene = urgentiste();
  });

  /** Somebody new, who proved who they are just now. */
  let numero = 0;
  const urgentiste = (): Acteur => {
    numero += 1;
    return eleve(
      unActeur('urgences', `PractitionerRole/rene${numero}`, {
        nom: 'Dr René Caron',
        refs: [`PractitionerRole/rene${numero}`],
      }),
    );
  };
  const eleve = (acteur: Acteur): Acteur => ({
    ...acteur,
    connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() },
  });
  const ouvrir = (acteur = rene, entree: object = MOTIF) =>
    maison.faire<{ id: string; fin: string }>(eleve(acteur), 'urgence.ouvrir', { patient, ...entree });
  /** Her circle: the identity alone stays readable while she has to be informed. */
  const lit = (acteur: Acteur) =>
    maison.dans(acteur, async (tx) => (await tx.magasin.lire('CareTeam', patient, tx.portee)) !== undefined);
  const familles = (acteur: Acteur) =>
    maison.dans(acteur, async (tx) =>
      (await tx.magasin.chercher('Flag', { patient }, tx.portee)).map(({ ressource }) => ressource.code.text),
    );
  const mains = () =>
    maison.socle.base.territoire<TablesTerritoire, { objet: string; etat: string; qui_nom: string | null }[]>(
      TERRITOIRE,
      (sql) =>
        sql
          .selectFrom('main_ouverte')
          .select(['main_ouverte.objet', 'main_ouverte.etat', 'main_ouverte.qui_nom'])
          .where('main_ouverte.patient', '=', patient)
          .where('main_ouverte.genre', '=', 'urgence')
          .orderBy('main_ouverte.titre', 'desc')
          .execute(),
    );
  const nouvelles = (acteur: Acteur) =>
    maison.dans(acteur, async (tx) =>
      (await tx.sql.selectFrom('fait').select('fait.nom').where(tx.portee.condition('fait', 'fait')).execute()).map(
        ({ nom }) => nom,
      ),
    );

  test('ouvre quatre heures, prévient le médecin traitant et la cellule, et laisse deux choses à faire', async () => {
    expect(await lit(rene)).toBe(false);
    const { id, fin } = await ouvrir();
    expect(await lit(rene)).toBe(true);
    expect(new Date(fin).getTime() - maison.horloge.maintenant().getTime()).toBe(4 * HEURE);
    expect(await nouvelles(martin)).toContain('UrgenceOuverte.v1');
    expect(await nouvelles(helene)).toContain('UrgenceOuverte.v1');
    expect(await mains()).toEqual([
      { objet: `Task/${id}`, etat: 'tenu', qui_nom: 'Dr René Caron' },
      { objet: `Task/${id}-controle`, etat: 'tenu', qui_nom: 'Sophie Marchand' },
    ]);
    maison.horloge.avancer(4 * HEURE - 1);
    expect(await lit(rene)).toBe(true);
    maison.horloge.avancer(1);
    expect(await lit(rene)).toBe(false);
  });

  test('sans motif, sans texte, ou sans preuve récente de qui l’on est : refus', async () => {
    await expect(ouvrir(rene, { texte: 'x' })).rejects.toMatchObject({
      champs: { motif: expect.anything() as string },
    });
    await expect(ouvrir(rene, { motif: 'risque_immediat', texte: ' ' })).rejects.toMatchObject({
      champs: { texte: expect.anything() as string },
    });
    await expect(
      maison.faire({ ...rene, connexion: { moyen: 'psc' } }, 'urgence.ouvrir', { patient, ...MOTIF }),
    ).rejects.toMatchObject({ code: 'cordee.reauthentification' });
    expect(await lit(rene)).toBe(false);
  });

  test('catégorie 2, délégation, ou motif d’un autre métier : refus', async () => {
    const educateur = unActeur('educateur', 'PractitionerRole/edu', { refs: ['PractitionerRole/edu'] });
    await expect(ouvrir(educateur)).rejects.toMatchObject({ code: 'cordee.interdit' });
    const pour = { compte: 'compte:x', ref: rene.ref, nom: 'x', role: 'urgences', gestes: [] } as const;
    await expect(ouvrir({ ...rene, pour })).rejects.toMatchObject({ code: 'delegation.geste_non_confie' });
    const kine = unActeur('paramedical', 'PractitionerRole/kine', { refs: ['PractitionerRole/kine'] });
    await expect(ouvrir(kine, { ...MOTIF, motif: 'regulation' })).rejects.toMatchObject({
      code: 'urgence.motif_reserve',
    });
  });

  test('une opposition connue l’emporte sur l’urgence, et ferme ce qui était ouvert', async () => {
    const { id } = await ouvrir();
    await maison.faire(nadia, 'cercle.noterInformation', {
      patient,
      etat: 'opposee',
      mode: 'oral',
      vise: [rene.ref],
    });
    expect(await lit(rene)).toBe(false);
    await maison.faire(rene, 'urgence.fermer', { id });
    await expect(ouvrir()).rejects.toMatchObject({ code: 'urgence.opposition' });
    await expect(ouvrir(urgentiste())).resolves.toMatchObject({ id: expect.any(String) as string });
  });

  test('n’ouvre jamais le sensible, et s’arrête au geste', async () => {
    await maison.dans(nadia, async (tx) => {
      const flag = (texte: string, famille: string) =>
        tx.ecrire({
          resourceType: 'Flag',
          id: tx.nouvelId(),
          status: 'active',
          code: { text: texte },
          subject: { reference: `Patient/${patient}` },
          meta: { security: [{ system: 'urn:cordee:famille', code: famille }] },
        });
      await flag('Allergie', 'MED');
      await flag('Suivi en addictologie', 'SEN');
    });
    const { id } = await ouvrir();
    expect(await familles(rene)).toEqual(['Allergie']);
    await maison.faire(rene, 'urgence.fermer', { id });
    expect(await familles(rene)).toEqual([]);
    await expect(maison.faire(rene, 'urgence.fermer', { id })).rejects.toMatchObject({ code: 'urgence.deja_ferme' });
  });

  test('la tâche d’informer ne part qu’une fois faite : ni l’attente, ni une autre pièce ne la retirent', async () => {
    const { id } = await ouvrir();
    await expect(maison.dans(rene, async (tx) => tx.lire('Task', id))).resolves.toBeDefined();
    maison.horloge.avancer(25 * HEURE);
    await maison.sonner();
    expect((await mains())[0]).toMatchObject({ etat: 'retard', qui_nom: 'Sophie Marchand' });
    await expect(maison.faire(rene, 'urgence.informer', { id, aQui: 'personne', comment: '' })).rejects.toMatchObject({
      code: 'cordee.entree_invalide',
    });
    await maison.faire(rene, 'urgence.informer', { id, aQui: 'personne', comment: 'Dit de vive voix à son réveil.' });
    expect((await mains())[0]).toMatchObject({ etat: 'termine' });
    await expect(
      maison.faire(rene, 'urgence.informer', { id, aQui: 'personne', comment: 'encore' }),
    ).rejects.toMatchObject({ code: 'urgence.deja_informee' });
    const tache = await maison.dans(rene, (tx) => tx.lire('Task', id, porteeSysteme('test')));
    expect(tache.ressource.status).toBe('completed');
  });

  test('la cellule contrôle, jamais son propre accès ; un tiers n’en sait rien', async () => {
    const { id } = await ouvrir();
    await expect(maison.voir(karim, 'urgence.detail', { id })).rejects.toMatchObject({ code: 'cordee.interdit' });
    await expect(maison.faire(karim, 'urgence.controler', { id, avis: 'justifie', texte: 'ok' })).rejects.toMatchObject(
      { code: 'cordee.interdit' },
    );
    await maison.faire(sophie, 'urgence.controler', { id, avis: 'justifie', texte: 'Appelé, situation réelle.' });
    expect(await maison.voir(helene, 'urgence.detail', { id })).toMatchObject({
      par: 'Dr René Caron',
      controle: { par: 'Sophie Marchand', avis: 'Accès justifié' },
      leMien: false,
      peutControler: false,
    });
  });

  test('au-delà de trois accès par jour, la cellule est alertée', async () => {
    for (let n = 0; n < 3; n += 1) {
      await ouvrir();
      patient = await mmeAubryEtSonCercle(maison);
    }
    expect(await nouvelles(helene)).not.toContain('UrgencesRepetees.v1');
    await ouvrir();
    expect(await nouvelles(helene)).toContain('UrgencesRepetees.v1');
    expect(await nouvelles(martin)).not.toContain('UrgencesRepetees.v1');
  });

  test('qui lit déjà le dossier n’a rien à ouvrir, et un second accès est refusé', async () => {
    await expect(ouvrir(martin)).rejects.toMatchObject({ code: 'urgence.deja_lisible' });
    await ouvrir();
    await expect(ouvrir()).rejects.toMatchObject({ code: 'urgence.deja_ouvert' });
  });
});
