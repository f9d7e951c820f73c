import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { TERRITOIRE } from '#modules/dossier/testing.ts';
import { ouvrirTraceDeTest, sophie, type TraceDeTest } from '../testing.ts';
import { accordDExport, seuilDExport } from './lire.ts';

const JOUR_MS = 86_400_000;
const DEMANDE = { client: 'crm', nom: 'Logiciel régional', motif: 'Reprise des données', jours: 2 };
let trace: TraceDeTest;

beforeAll(async () => {
  trace = await ouvrirTraceDeTest();
});
afterAll(() => trace.maison.fermer());

const prouvee = (id: string, nom: string): Acteur => ({
  ...sophie,
  id: `compte:${id}`,
  nom,
  connexion: { moyen: 'psc', elevee: trace.maison.horloge.maintenant() },
});
const helene = () => prouvee('helene', 'Hélène Vidal');
const anne = () => prouvee('anne', 'Anne Roche');
const ouvert = (client = 'crm') =>
  accordDExport(trace.maison.socle.base.directement(TERRITOIRE), client, trace.maison.horloge.maintenant());
const demander = async () => (await trace.faire<{ id: string }>(helene(), 'trace.demanderExport', DEMANDE)).id;
const decider = (qui: Acteur, id: string, accord = true) => trace.faire(qui, 'trace.deciderExport', { id, accord });

test('un export en masse s’ouvre à deux, avec une preuve fraîche, pour un temps, et la cellule le voit', async () => {
  await expect(trace.faire(sophie, 'trace.demanderExport', DEMANDE)).rejects.toThrow('cordee.reauthentification');
  const infirmier: Acteur = { ...helene(), role: 'infirmier' };
  await expect(trace.faire(infirmier, 'trace.demanderExport', DEMANDE)).rejects.toThrow('cordee.interdit');
  const id = await demander();
  expect(await ouvert()).toBe(false);
  await expect(decider(helene(), id)).rejects.toThrow('trace.export_a_deux');
  await expect(decider({ ...anne(), connexion: { moyen: 'psc' } }, id)).rejects.toThrow('cordee.reauthentification');
  expect(await ouvert()).toBe(false);
  await decider(anne(), id);
  expect([await ouvert(), await ouvert('autre')]).toEqual([true, false]);
  await expect(decider(anne(), id)).rejects.toThrow('trace.export_decide');
  const alertes = await trace.interroger<{ nom: string; qui: string }>(
    `select a.acteur_nom as nom, m.qui_nom as qui from anomalie a join main_ouverte m on m.objet = 'anomalie/' || a.id
      where a.genre = 'export_masse'`,
  );
  expect(alertes).toEqual([{ nom: 'Logiciel régional', qui: 'Sophie Marchand' }]);
  trace.maison.horloge.avancer(2 * JOUR_MS);
  expect(await ouvert()).toBe(false);
});

test('refusé, rien ne s’ouvre ; accordé puis fermé par une seule personne, plus rien ne sort', async () => {
  await decider(anne(), await demander(), false);
  expect(await ouvert()).toBe(false);
  const id = await demander();
  await decider(anne(), id);
  expect(await ouvert()).toBe(true);
  await trace.faire(helene(), 'trace.retirerExport', { id });
  expect(await ouvert()).toBe(false);
  const { exports } = await trace.voir<{ exports: { etat: string }[] }>(anne(), 'trace.exports', {});
  expect(exports.map(({ etat }) => etat).toSorted()).toEqual(['fini', 'fini', 'refuse']);
});

test('le seuil est un réglage du territoire, lu à chaque demande', async () => {
  const interroger = trace.maison.socle.base.directement(TERRITOIRE);
  expect(await seuilDExport(interroger)).toBe(50);
  await interroger({
    texte: `insert into reglage (cle, valeur, source, le) values ('export', '{"personnes": 10}', 'essai', now())`,
    valeurs: [],
  });
  expect(await seuilDExport(interroger)).toBe(10);
});
