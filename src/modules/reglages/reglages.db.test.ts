import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { porteeDe, porteeSysteme } from '#acces/portee.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import {
  creerPersonneParEcran,
  maisonDeTest,
  martin,
  sophie,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import { seuilDExport } from '#modules/trace/index.ts';
import type { ParametreVu } from './contract.ts';
import { moduleReglages } from './index.ts';
import { avecValeur, codeDe, PARAMETRES, valeurDe } from './parametres.ts';

let maison: MaisonDeTest;
beforeAll(async () => {
  maison = await maisonDeTest({ salles: [moduleReglages] });
});
afterAll(() => maison.fermer());

const helene = (elevee = true): Acteur =>
  unActeur('responsable_dac', 'PractitionerRole/helene', {
    nom: 'Hélène Vidal',
    connexion: { moyen: 'psc', ...(elevee ? { elevee: maison.horloge.maintenant() } : {}) },
  });
const changer = (code: string, valeur: number | string, qui = helene()) =>
  maison.faire(qui, 'reglages.changer', { code, valeur, motif: 'Décidé en comité' });
const lire = async (code: string): Promise<ParametreVu | undefined> =>
  (await maison.voir<{ parametres: ParametreVu[] }>(helene(), 'reglages.liste', {})).parametres.find(
    (p) => p.code === code,
  );

test('changé avec une raison et une preuve fraîche, un réglage vaut à la lecture suivante et garde son histoire', async () => {
  expect(await lire('export.personnes')).toMatchObject({ valeur: 50, national: 50, histoire: [] });
  await expect(changer('export.personnes', 20, helene(false))).rejects.toThrow('cordee.reauthentification');
  await changer('export.personnes', '20');
  expect(await seuilDExport(maison.socle.base.directement(TERRITOIRE))).toBe(20);
  maison.horloge.avancer(60_000);
  await changer('export.personnes', 30);
  expect(await lire('export.personnes')).toMatchObject({
    valeur: 30,
    national: 50,
    histoire: [
      { avant: 20, apres: 30, par: 'Hélène Vidal', motif: 'Décidé en comité' },
      { avant: 50, apres: 20 },
    ],
  });
});

test('ni moins que la loi, ni plus qu’elle ne permet, et la raison est dite', async () => {
  await expect(changer('conservation.santeMois', 120)).rejects.toMatchObject({
    code: 'reglages.hors_bornes',
    texte: expect.stringContaining('vingt ans') as string,
  });
  await expect(changer('conservation.socialActifMois', 36)).rejects.toThrow('reglages.hors_bornes');
  await expect(changer('trace.accesMois', 60)).rejects.toThrow('reglages.hors_bornes');
  await expect(changer('frein.comptes.inconnu', 60)).rejects.toThrow('cordee.introuvable');
  expect(await lire('conservation.santeMois')).toMatchObject({ valeur: 240, histoire: [] });
});

test('un métier qui n’en répond pas ne lit ni ne change', async () => {
  const nadia = unActeur('infirmier', 'PractitionerRole/nadia', { connexion: helene().connexion ?? { moyen: 'psc' } });
  await expect(changer('export.personnes', 20, nadia)).rejects.toThrow('cordee.interdit');
  await expect(maison.voir(nadia, 'reglages.liste', {})).rejects.toThrow('cordee.interdit');
});

test('deux changements à la fois dans la même famille ne s’effacent pas', async () => {
  await Promise.all([changer('frein.comptes.personnes', 100), changer('frein.logiciels.personnes', 1_000)]);
  expect([await lire('frein.comptes.personnes'), await lire('frein.logiciels.personnes')]).toMatchObject([
    { valeur: 100 },
    { valeur: 1_000 },
  ]);
});

test('chaque réglage a sa valeur nationale entre ses bornes, et chaque borne est une valeur que la maison sait lire', () => {
  expect(new Set(PARAMETRES.map(codeDe)).size).toBe(PARAMETRES.length);
  for (const p of PARAMETRES) {
    const national = valeurDe(p, undefined);
    expect([codeDe(p), p.min <= national && national <= p.max]).toEqual([codeDe(p), true]);
    for (const borne of [p.min, p.max]) {
      const ligne = avecValeur(p, undefined, borne);
      expect([codeDe(p), ligne === undefined ? undefined : valeurDe(p, ligne)]).toEqual([codeDe(p), borne]);
    }
  }
});

test('le temps où l’on sait encore de qui il s’agissait, après un échange, vaut à la lecture suivante', async () => {
  const patient = await creerPersonneParEcran(maison, sophie);
  const interroger = maison.socle.base.directement(TERRITOIRE);
  const finie = {
    resourceType: 'Task' as const,
    id: 'tache-finie',
    status: 'completed' as const,
    intent: 'order' as const,
    for: { reference: `Patient/${patient}` },
    owner: { reference: martin.ref },
  };
  const le = maison.horloge.maintenant();
  const qui = { auteur: sophie.id, le, traces: [] };
  await ecrireLot(interroger, [{ geste: 'ecrire', ressource: finie }], qui, porteeSysteme('épreuve'));
  maison.horloge.avancer(40 * 86_400_000);
  const lue = () => lireTexte(interroger, 'Patient', patient, porteeDe(martin, maison.horloge.maintenant()));
  expect(await lue()).toMatchObject({ id: patient });
  await changer('echange.identiteApresJours', 30);
  expect(await lue()).toBeUndefined();
  await expect(changer('echange.identiteApresJours', 120)).rejects.toThrow('reglages.hors_bornes');
  await changer('echange.identiteApresJours', 60);
  expect(await lue()).toMatchObject({ id: patient });
});
