import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import {
  helene,
  josiane,
  maisonEntiere,
  MARTIN,
  martin,
  sophie,
  TILLEULS,
  type MaisonEntiere,
} from '#modules/orientation/testing-maison.ts';
import type { z } from 'zod';
import type { Chose, liste } from './contract.ts';

let maison: MaisonEntiere;
beforeAll(async () => {
  maison = await maisonEntiere();
}, 120_000);
afterAll(() => maison?.fermer());

const aFaire = async (qui: Acteur): Promise<readonly Chose[]> => {
  const { repondre, faire } = await maison.voir<z.output<typeof liste.sortie>>(qui, 'aujourdhui.liste', {});
  return [...repondre, ...faire];
};
const ligne = async (qui: Acteur, id: string) => (await aFaire(qui)).find(({ objet }) => objet === `Task/${id}`);

/** A request that Sophie holds, then the person says no to everybody. */
async function demandeOpposee(
  nom: string,
  avant: (demande: string, patient: string) => Promise<void> = async () => {},
) {
  const personne = { nom, prenom: 'Jeanne', naissance: '1942-03-12' };
  const { id } = await maison.faire<{ id: string }>(martin, 'demande.deposer', {
    personne,
    texte: 'Chutes répétées.',
    urgence: 'U2',
    accord: 'accord',
    demandeur: { nom: martin.nom, adresse: MARTIN.boite },
  });
  await maison.faire(sophie, 'demande.prendre', { id });
  const cree = { demande: id, id, creer: { ...personne, sexe: 'female' } };
  await maison.faire(sophie, 'demande.confirmerPersonne', cree);
  const { patient: vu } = await maison.voir<{ patient?: { id: string } }>(sophie, 'demande.detail', { id });
  const patient = vu?.id ?? '';
  await avant(id, patient);
  await maison.faire(sophie, 'cercle.noterInformation', {
    etat: 'opposee',
    patient,
    mode: 'oral',
    vise: 'tous',
  });
  return { id, patient };
}

test('qui tient une chose fermée par la personne ne voit ni son nom ni ce qu’il y avait à faire, et peut la clore', async () => {
  const { id, patient } = await demandeOpposee('Aubry');
  const vue = await ligne(sophie, id);
  expect(vue).toMatchObject({ genre: 'demande', fermee: 'se_clot', prochaine: '', qui: sophie.nom });
  expect(JSON.stringify(vue)).not.toContain('Aubry');
  await expect(maison.voir(sophie, 'demande.detail', { id })).rejects.toMatchObject({ code: 'cordee.introuvable' });
  const introuvable = { code: 'cordee.introuvable' };
  // To whoever does not hold it, and for what does not exist: the same answer.
  for (const [qui, objet] of [
    [josiane, `Task/${id}`],
    [helene, `Task/${id}`],
    [sophie, 'Task/inconnue'],
    [sophie, `Patient/${patient}`],
  ] as const)
    for (const nom of ['aujourdhui.cloreFermee', 'aujourdhui.passerFermee'])
      await expect(maison.faire(qui, nom, { objet })).rejects.toMatchObject(introuvable);
  await maison.faire(sophie, 'aujourdhui.cloreFermee', { objet: `Task/${id}` });
  expect(await ligne(sophie, id)).toBeUndefined();
  expect(await maison.main(`Task/${id}`)).toMatchObject({ etat: 'termine' });
  await expect(maison.faire(sophie, 'aujourdhui.cloreFermee', { objet: `Task/${id}` })).rejects.toMatchObject(
    introuvable,
  );
});

test('elle peut aussi la passer à la personne responsable, qui n’en lit pas davantage et peut la clore', async () => {
  const { id } = await demandeOpposee('Berthier');
  expect(await maison.faire(sophie, 'aujourdhui.passerFermee', { objet: `Task/${id}` })).toEqual({ a: helene.nom });
  expect(await ligne(sophie, id)).not.toMatchObject({ fermee: 'se_clot' });
  expect(await ligne(helene, id)).toMatchObject({ fermee: 'se_clot', qui: helene.nom });
  await maison.faire(helene, 'aujourdhui.cloreFermee', { objet: `Task/${id}` });
  expect(await maison.main(`Task/${id}`)).toMatchObject({ etat: 'termine' });
});

test('une orientation et une tâche se closent de même ; ce que la personne n’a pas fermé ne se clôt pas ainsi', async () => {
  let orientation = '';
  let tache = '';
  await demandeOpposee('Carlier', async (demande, patient) => {
    const envoi = { demande, ressource: TILLEULS.ref, besoin: 'Aide au lever.' };
    ({ id: orientation } = await maison.faire<{ id: string }>(sophie, 'orientation.envoyer', envoi));
    ({ id: tache } = await maison.faire<{ id: string }>(sophie, 'liaison.donnerTache', {
      quoi: 'Rappeler la fille de Mme Carlier',
      patient,
    }));
    const ouverte = { code: 'cordee.introuvable' };
    await expect(maison.faire(sophie, 'aujourdhui.cloreFermee', { objet: `Task/${tache}` })).rejects.toMatchObject(
      ouverte,
    );
    expect(await ligne(sophie, tache)).toMatchObject({ prochaine: 'Rappeler la fille de Mme Carlier' });
  });
  expect(JSON.stringify(await aFaire(sophie))).not.toContain('Carlier');
  await maison.faire(sophie, 'aujourdhui.cloreFermee', { objet: `Task/${tache}` });
  expect(await maison.main(`Task/${tache}`)).toMatchObject({ etat: 'termine' });
  const tenue = await maison.main(`Task/${orientation}`);
  if (tenue.qui === sophie.ref) await maison.faire(sophie, 'aujourdhui.cloreFermee', { objet: `Task/${orientation}` });
});
