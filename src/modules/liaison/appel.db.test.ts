import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Contrat } from '#lib/contrat.ts';
import {
  helene,
  josiane,
  maisonEntiere,
  MARTIN,
  sophie,
  TILLEULS,
  type MaisonEntiere,
} from '#modules/orientation/testing-maison.ts';
import type * as contrats from './contract.ts';

type Sortie<C> = C extends Contrat<z.ZodType, infer S> ? z.output<S> : never;
type Appel = Sortie<typeof contrats.appel>;
type Canaux = Sortie<typeof contrats.canaux>;

const HEURE = 3_600_000;
let maison: MaisonEntiere;
beforeAll(async () => {
  maison = await maisonEntiere();
}, 120_000);
afterAll(() => maison?.fermer());

const NOTE = {
  autre: { nom: 'Dr Paul Martin', ref: MARTIN.ref },
  sens: 'recu',
  motif: 'demande',
  decision: 'Sophie évalue à domicile cette semaine.',
};
const noter = (dessus: object = {}) =>
  maison.faire<Sortie<typeof contrats.noterAppel>>(sophie, 'liaison.noterAppel', { ...NOTE, ...dessus });
const lire = (id: string) => maison.voir<Appel>(sophie, 'liaison.appel', { id });
const tache = (id: string, qui = sophie) => maison.voir<Sortie<typeof contrats.tache>>(qui, 'liaison.tache', { id });
const telephone = async () => {
  const { parCanal, parMotif, total } = await maison.voir<Canaux>(sophie, 'liaison.canaux', {});
  return {
    total,
    nombre: parCanal.find((c) => c.canal === 'telephone')?.nombre ?? 0,
    demandes: parMotif.find((m) => m.motif === 'demande')?.nombre ?? 0,
  };
};

test('un appel noté dépose la demande, crée les tâches, confirme par écrit et compte dans le téléphone', async () => {
  const avant = await telephone();
  const note = await noter({
    telephone: '06 39 98 01 02',
    quiFaitQuoi: [
      { qui: 'moi', quoi: 'Appeler la fille', pourLe: '2026-11-25T17:00:00.000Z' },
      { qui: 'autre', quoi: 'Envoie le dernier compte rendu' },
    ],
    demande: { nom: 'Essai', prenom: 'Jeanne', naissance: '1942', urgence: 'U1' },
  });
  expect(note).toMatchObject({ confirme: true, demande: { reference: expect.stringMatching(/^DEM-/) as string } });
  await maison.tour();
  const recu = (await maison.courrier(MARTIN.boite)).find((m) => m.sujet.startsWith('Ce dont nous avons convenu'));
  expect(recu?.texte).toContain('Sophie évalue à domicile cette semaine.');
  expect(recu?.texte).toContain('- Sophie Marchand : Appeler la fille, pour mercredi 25 novembre à 18 h');
  expect(recu?.texte).toMatch(/06.39.98.01.02/);
  expect(recu?.sujet).not.toMatch(/Essai|Jeanne/);
  const lue = await lire(note.id);
  expect(lue.objet).toMatchObject({ id: `Task/${note.demande?.id}`, genre: 'demande' });
  expect(lue.taches.map((t) => [t.quoi, t.qui])).toEqual([
    ['Appeler la fille', 'Sophie Marchand'],
    ['Vérifier : Dr Paul Martin envoie le dernier compte rendu', 'Sophie Marchand'],
  ]);
  const demande = await maison.voir<{ canal: string; texte: string; candidat: object }>(sophie, 'demande.detail', {
    id: note.demande?.id,
  });
  expect(demande).toMatchObject({
    canal: 'telephone',
    texte: NOTE.decision,
    candidat: { nom: 'Essai', naissance: '1942', telephone: '06 39 98 01 02' },
  });
  // The agreement and the acknowledgement that left by secure mail are not two more exchanges.
  expect(await telephone()).toEqual({ total: avant.total + 1, nombre: avant.nombre + 1, demandes: avant.demandes + 1 });
});

/** The link of « ce dont nous avons convenu » is the last message of Dr Martin when the call files no request. */
async function appelConfirme(): Promise<string> {
  const { id } = await noter({ motif: 'nouvelles', telephone: '06 39 98 01 02' });
  await maison.tour();
  return id;
}

test('la correction reçue par le lien laisse les deux valeurs visibles et demande à l’auteur de la lire', async () => {
  const id = await appelConfirme();
  const docteur = await maison.parLeLien(MARTIN.boite);
  const page = await maison.voir<object>(docteur, 'liaison.corrigerPage', {});
  expect(page).toMatchObject({ avec: 'Sophie Marchand', ouverte: true, corrections: 0 });
  expect(JSON.stringify(page)).not.toContain('98 01 02');
  await maison.faire(docteur, 'liaison.corriger', { champ: 'telephone', valeur: '06 39 98 01 03' });
  const { corrections, telephone: aUtiliser, decision, taches } = await lire(id);
  expect(corrections).toMatchObject([{ champ: 'telephone', avant: '06 39 98 01 02', apres: '06 39 98 01 03' }]);
  expect(aUtiliser).toBe('06 39 98 01 03');
  expect(decision).toBe(NOTE.decision);
  expect(taches.map((t) => t.quoi)).toEqual(['Lire la correction de Dr Paul Martin']);
});

test('une simple réponse au message est une correction, gardée telle qu’elle est écrite', async () => {
  const id = await appelConfirme();
  await maison.repondre(MARTIN.boite, 'Non, plutôt la semaine prochaine.');
  expect((await lire(id)).corrections).toMatchObject([{ champ: 'autre', apres: 'Non, plutôt la semaine prochaine.' }]);
  const { parCanal } = await maison.voir<Canaux>(sophie, 'liaison.canaux', {});
  expect(parCanal.find((c) => c.canal === 'mssante')?.nombre).toBe(1);
});

test('après 48 h la page dit que c’est trop tard, et la correction est refusée', async () => {
  await appelConfirme();
  const docteur = await maison.parLeLien(MARTIN.boite);
  maison.horloge.avancer(48 * HEURE + 60_000);
  expect(await maison.voir(docteur, 'liaison.corrigerPage', {})).toMatchObject({ ouverte: false });
  await expect(
    maison.faire(docteur, 'liaison.corriger', { champ: 'autre', valeur: 'Trop tard' }),
  ).rejects.toMatchObject({ code: 'liaison.correction_trop_tard' });
});

test('sans adresse sécurisée rien ne part, et la note le dit', async () => {
  const { id, confirme } = await noter({ autre: { nom: 'Mme Aubry, fille', telephone: '06 39 98 01 02' } });
  expect(confirme).toBe(false);
  expect((await lire(id)).confirmation).toBe('impossible');
});

test('avant l’appel, on sait qui c’est, à quel numéro, et si un écrit partira', async () => {
  const avant = await maison.voir<Sortie<typeof contrats.preparer>>(sophie, 'liaison.preparer', { avec: MARTIN.ref });
  expect(avant).toMatchObject({ boite: true, autre: { nom: 'Dr Paul Martin', ecritPossible: true } });
  expect(avant.autre?.precision).toContain('Médecin généraliste');
});

test('une tâche non faite remonte à une autre personne, qui la prend, la reporte ou la fait', async () => {
  const { taches } = await noter({
    motif: 'organisation',
    quiFaitQuoi: [{ qui: 'moi', quoi: 'Appeler la pharmacie' }],
  });
  const id = taches[0] ?? '';
  const due = (await tache(id)).dueLe;
  maison.horloge.regler(new Date(new Date(due ?? '').getTime() + 60_000));
  await maison.tour();
  expect(await maison.main(`Task/${id}`)).toEqual({ qui: helene.ref, etat: 'retard' });
  expect(await tache(id, helene)).toMatchObject({ qui: 'Hélène Vidal', aMoi: true, donneePar: 'Sophie Marchand' });
  await maison.faire(sophie, 'liaison.prendreTache', { id });
  expect(await maison.main(`Task/${id}`)).toEqual({ qui: sophie.ref, etat: 'tenu' });
  const plusTard = new Date(maison.horloge.maintenant().getTime() + 72 * HEURE).toISOString();
  await maison.faire(sophie, 'liaison.reporterTache', { id, le: plusTard, motif: 'Fermée aujourd’hui' });
  expect((await tache(id)).dueLe).toBe(plusTard);
  await maison.faire(sophie, 'liaison.faireTache', { id });
  expect((await tache(id)).etat).toBe('termine');
  await expect(maison.faire(sophie, 'liaison.faireTache', { id })).rejects.toMatchObject({
    code: 'liaison.tache_finie',
  });
});

test('noter un appel sur une personne que l’on ne suit pas est refusé, sur la chose que l’on conduit est permis', async () => {
  const { demande } = await noter({ demande: { nom: 'Essaib', naissance: '1950', urgence: 'U3' } });
  const { patient } = await maison.faire<{ patient: string }>(sophie, 'demande.confirmerPersonne', {
    id: demande?.id,
    creer: { nom: 'Essaib', prenom: 'Luc', naissance: '1950', sexe: 'male' },
  });
  await expect(maison.faire(josiane, 'liaison.noterAppel', { ...NOTE, patient })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  // Nor by saying that she is the thing one works on: the task would name its holder in an exchange about her, and open her identity.
  for (const [geste, entree] of [
    ['liaison.donnerTache', { quoi: 'Essai' }],
    ['liaison.noterAppel', NOTE],
  ] as const)
    await expect(maison.faire(josiane, geste, { ...entree, objet: `Patient/${patient}` })).rejects.toMatchObject({
      code: 'cordee.entree_invalide',
    });
  await expect(maison.voir(josiane, 'dossier.identite', { patient })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  const { id: orientation } = await maison.faire<{ id: string }>(sophie, 'orientation.envoyer', {
    demande: demande?.id,
    ressource: TILLEULS.ref,
    besoin: 'Aide aux courses',
  });
  const { id } = await noter({ motif: 'organisation', objet: `Task/${orientation}` });
  const note = await lire(id);
  expect(note.personne?.id).toBe(patient);
  expect(note.objet?.genre).toBe('orientation');
});

test('une tâche n’est pas une demande, une demande n’est pas une orientation : le geste d’une salle refuse la chose d’une autre, et n’y écrit rien', async () => {
  const { demande, taches } = await noter({
    demande: { nom: 'Vidalenc', naissance: '1948', urgence: 'U3' },
    quiFaitQuoi: [{ qui: 'moi', quoi: 'Rappeler' }],
  });
  await maison.faire(sophie, 'demande.confirmerPersonne', {
    id: demande?.id,
    creer: { nom: 'Vidalenc', prenom: 'Rose', naissance: '1948', sexe: 'female' },
  });
  const { id: orientation } = await maison.faire<{ id: string }>(sophie, 'orientation.envoyer', {
    demande: demande?.id,
    ressource: TILLEULS.ref,
    besoin: 'Aide aux courses',
  });
  const introuvable = { code: 'cordee.introuvable' };
  for (const id of [taches[0], orientation]) {
    await expect(maison.faire(sophie, 'demande.prendre', { id })).rejects.toMatchObject(introuvable);
    await expect(maison.voir(sophie, 'demande.detail', { id })).rejects.toMatchObject(introuvable);
  }
  for (const id of [taches[0], demande?.id]) {
    await expect(maison.voir(sophie, 'orientation.detail', { id })).rejects.toMatchObject(introuvable);
    await expect(maison.faire(sophie, 'orientation.annuler', { id, motif: 'Essai' })).rejects.toMatchObject(
      introuvable,
    );
  }
  expect(await maison.voir(sophie, 'orientation.detail', { id: orientation })).toMatchObject({ id: orientation });
});
