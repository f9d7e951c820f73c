import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ouvrirHorlogeEssai } from '#acces/horloge-essai.ts';
import { journalMuet } from '#lib/journal.ts';
import { executer } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contrat from './contract.ts';
import { lireReglage, moduleTerritoire } from './index.ts';
import { lise, MARDI, nadia, ouvrirSalle, T1, type SalleDeTest } from './testing.ts';

let salle: SalleDeTest;

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(async () => {
  await salle.fermer();
});
beforeEach(() => salle.remettre());

test('une file se règle par l’ordre des personnes, avec des numéros relus, et le partenaire déjà là reste', async () => {
  const porteurs = [
    { ref: 'PractitionerRole/sophie', telephone: '06 39 98 00 02' },
    { ref: 'PractitionerRole/partenaire', telephone: '06 39 98 00 09' },
  ];
  await salle.faire(nadia, contrat.reglerFile, { file: 'dac', porteurs });
  const { files } = await salle.lire(lise, contrat.vueFiles);
  expect(files).toMatchObject([{ cle: 'dac', structure: 'DAC', enAttente: 0 }]);
  expect(files[0]?.porteurs).toEqual([
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '+33639980002' },
    { ref: 'PractitionerRole/partenaire', nom: 'Un Partenaire', telephone: '+33639980009' },
  ]);
});

test.each([
  ['vide', [], 'cordee.entree_invalide'],
  ['avec deux fois la même personne', ['nadia', 'nadia'], 'territoire.porteur_deux_fois'],
  ['avec un inconnu', ['ailleurs'], 'territoire.porteur_inconnu'],
])('une file %s est refusée et reste comme elle était', async (_cas, qui, code) => {
  const porteurs = qui.map((id) => ({ ref: `PractitionerRole/${id}`, telephone: '0639980001' }));
  await expect(salle.faire(nadia, contrat.reglerFile, { file: 'dac', porteurs })).rejects.toMatchObject({ code });
  const gardee = await salle.base.territoire<TablesTerritoire, unknown>(T1, (sql) => lireReglage(sql, 'files'));
  expect(gardee).toMatchObject({ dac: { porteurs: [{ nom: 'Nadia Perrin' }, { nom: 'Un Partenaire' }] } });
});

test('un numéro faux est dit à côté de la bonne ligne', async () => {
  const porteurs = [
    { ref: 'PractitionerRole/nadia', telephone: '0639980001' },
    { ref: 'PractitionerRole/sophie', telephone: '06' },
  ];
  await expect(salle.faire(nadia, contrat.reglerFile, { file: 'dac', porteurs })).rejects.toMatchObject({
    champs: { 'porteurs.1.telephone': expect.any(String) },
  });
});

test('le temps d’essai avance par heures et par jours ouvrés, tous les processus le lisent, et revient', async () => {
  const autreProcessus = await ouvrirHorlogeEssai(salle.base, journalMuet);
  expect(await salle.faire(lise, contrat.avancerTemps, { de: 'heure' })).toMatchObject({
    maintenant: '2026-11-24T09:00:00.000Z',
    decalageMs: 3_600_000,
  });
  expect(await salle.faire(lise, contrat.avancerTemps, { de: 'trois_jours_ouvres' })).toMatchObject({
    maintenant: '2026-11-27T09:00:00.000Z',
  });
  // Friday: the next worked day is Monday.
  expect(await salle.faire(lise, contrat.avancerTemps, { de: 'jour_ouvre' })).toMatchObject({
    maintenant: '2026-11-30T09:00:00.000Z',
  });
  await autreProcessus.relire();
  expect(autreProcessus.decalageMs()).toBe(salle.essai.decalageMs());
  autreProcessus.arreter();
  expect(await salle.faire(lise, contrat.avancerTemps, { de: 'reel' })).toMatchObject({
    maintenant: MARDI.toISOString(),
    decalageMs: 0,
  });
});

test('deux visiteurs qui avancent le temps ensemble l’avancent deux fois', async () => {
  await Promise.all([
    salle.faire(lise, contrat.avancerTemps, { de: 'heure' }),
    salle.faire(nadia, contrat.avancerTemps, { de: 'heure' }),
  ]);
  expect(salle.essai.decalageMs()).toBe(7_200_000);
});

test('hors essai, le temps ne s’avance pas', async () => {
  const reel = moduleTerritoire({ profil: 'territoire', horlogeEssai: undefined }).actions.find(
    (a) => a.nom === contrat.avancerTemps.nom,
  );
  if (reel === undefined) throw new Error('action absente');
  await expect(executer(salle.socle, lise, reel, { de: 'heure' })).rejects.toMatchObject({
    code: 'territoire.temps_reel',
  });
  await expect(salle.essai.avancer(-1)).rejects.toThrow(RangeError);
});
