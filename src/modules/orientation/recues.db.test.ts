import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import type { Contrat } from '#lib/contrat.ts';
import type * as aujourdhui from '#modules/aujourdhui/contract.ts';
import { unActeur } from '#modules/annuaire/testing.ts';
import type * as contrats from './contract.ts';
import {
  BEL_AUTOMNE,
  helene,
  maisonEntiere,
  MARTIN,
  martin,
  sophie,
  TILLEULS,
  type MaisonEntiere,
} from './testing-maison.ts';

type Sortie<C> = C extends Contrat<z.ZodType, infer S> ? z.output<S> : never;

const JOUR = 86_400_000;
let maison: MaisonEntiere;
beforeAll(async () => {
  maison = await maisonEntiere();
}, 120_000);
afterAll(() => maison?.fermer());

/** Somebody of the organisation that provides the service, with an account of its own. */
const unSalarie = (nom: string, structure: { ref: string; nom: string }): Acteur =>
  unActeur({
    id: `compte:${nom}`,
    nom,
    role: 'structure',
    ref: `Practitioner/${nom}`,
    refs: [`Practitioner/${nom}`, structure.ref],
    structure,
  });
const claire = unSalarie('claire', { ref: TILLEULS.structure, nom: 'SAD Les Tilleuls' });
const collegue = unSalarie('lucie', { ref: TILLEULS.structure, nom: 'SAD Les Tilleuls' });
const autre = unSalarie('paul', { ref: BEL_AUTOMNE.structure, nom: 'SAD Bel Automne' });

let personnes = 0;
async function envoyerAuxTilleuls(): Promise<string> {
  personnes += 1;
  const personne = { nom: `Recue${'abcdefghij'.charAt(personnes)}`, prenom: 'Jeanne', naissance: '1942-03-12' };
  const { id: demande } = await maison.faire<{ id: string }>(martin, 'demande.deposer', {
    personne,
    texte: 'Aide au lever.',
    urgence: 'U2',
    accord: 'accord',
    demandeur: { nom: martin.nom, adresse: MARTIN.boite },
  });
  await maison.faire(sophie, 'demande.prendre', { id: demande });
  await maison.faire(sophie, 'demande.confirmerPersonne', { id: demande, creer: { ...personne, sexe: 'female' } });
  const entree = { demande, ressource: TILLEULS.ref, besoin: 'Aide au lever.' };
  return (await maison.faire<Sortie<typeof contrats.envoyer>>(sophie, 'orientation.envoyer', entree)).id;
}

const recues = async (acteur: Acteur) =>
  (
    await maison.voir<Sortie<typeof contrats.liste>>(acteur, 'orientation.liste', { filtre: 'recues' })
  ).orientations.map((o) => o.id);
const aRepondre = async (acteur: Acteur) =>
  (await maison.voir<Sortie<typeof aujourdhui.liste>>(acteur, 'aujourdhui.liste', {})).repondre.map((c) => c.objet);
const detail = (acteur: Acteur, id: string) =>
  maison.voir<Sortie<typeof contrats.detail>>(acteur, 'orientation.detail', { id });

test('une orientation envoyée à une offre arrive chez les membres de la structure qui la porte, et chez eux seuls', async () => {
  const id = await envoyerAuxTilleuls();
  expect(await recues(claire)).toContain(id);
  expect(await aRepondre(claire)).toContain(`Task/${id}`);
  expect((await detail(claire, id)).jeSuis).toBe('destinataire');
  expect(await recues(sophie)).not.toContain(id);
  expect(await aRepondre(helene)).not.toContain(`Task/${id}`);
  expect(await recues(autre)).not.toContain(id);
  const introuvable = { code: 'cordee.introuvable' };
  await expect(detail(autre, id)).rejects.toMatchObject(introuvable);
  await expect(maison.faire(autre, 'orientation.accepter', { id })).rejects.toMatchObject(introuvable);
});

test('qui accepte avec son compte prend la main jusqu’au début, puis l’expéditrice la retrouve', async () => {
  const id = await envoyerAuxTilleuls();
  await maison.faire(claire, 'orientation.accepter', { id });
  expect((await detail(claire, id)).reponse?.par).toBe('claire');
  expect((await maison.main(`Task/${id}`)).qui).toBe(claire.ref);
  expect(await aRepondre(collegue)).not.toContain(`Task/${id}`);
  await maison.faire(collegue, 'orientation.fixerRdv', { id, le: '2026-11-25T08:00:00.000Z' });
  expect((await maison.main(`Task/${id}`)).qui).toBe(claire.ref);
  maison.horloge.avancer(2 * JOUR);
  await maison.faire(collegue, 'orientation.commencer', { id });
  expect(await maison.main(`Task/${id}`)).toEqual({ qui: sophie.ref, etat: 'tenu' });
});

test('si rien ne commence chez qui a accepté, la main remonte à l’expéditrice', async () => {
  const id = await envoyerAuxTilleuls();
  await maison.faire(claire, 'orientation.accepter', { id });
  maison.horloge.avancer(10 * JOUR);
  await maison.tour();
  expect(await maison.main(`Task/${id}`)).toEqual({ qui: sophie.ref, etat: 'retard' });
});

test('la structure refuse avec son compte comme par le lien : l’expéditrice a la suite en main', async () => {
  const id = await envoyerAuxTilleuls();
  await maison.faire(claire, 'orientation.refuser', { id, motif: 'zone' });
  expect((await detail(sophie, id)).statut).toBe('refusee');
  expect((await maison.main(`Task/${id}`)).qui).toBe(sophie.ref);
  await expect(maison.faire(claire, 'orientation.relancer', { id })).rejects.toMatchObject({ code: 'cordee.interdit' });
});
