import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Contrat } from '#lib/contrat.ts';
import { Refus } from '#lib/refus.ts';
import type * as contrats from './contract.ts';
import {
  BEL_AUTOMNE,
  helene,
  josiane,
  maisonEntiere,
  MARTIN,
  martin,
  sophie,
  TILLEULS,
  type MaisonEntiere,
} from './testing-maison.ts';

type Sortie<C> = C extends Contrat<z.ZodType, infer S> ? z.output<S> : never;
type Detail = Sortie<typeof contrats.detail>;

const JOUR = 86_400_000;
let maison: MaisonEntiere;
beforeAll(async () => {
  maison = await maisonEntiere();
}, 120_000);
afterAll(() => maison?.fermer());

let personnes = 0;
/** A request of Dr Martin taken by Sophie, about a person of her own. */
async function uneDemande(demandeur = { nom: martin.nom, adresse: MARTIN.boite }): Promise<string> {
  personnes += 1;
  const personne = { nom: `Essai${'abcdefghij'.charAt(personnes)}`, prenom: 'Jeanne', naissance: '1942-03-12' };
  const { id } = await maison.faire<{ id: string }>(
    demandeur.nom === martin.nom ? martin : josiane,
    'demande.deposer',
    {
      personne,
      texte: 'Aide au lever, deux passages par jour.',
      urgence: 'U2',
      accord: 'accord',
      demandeur,
    },
  );
  await maison.faire(sophie, 'demande.prendre', { id });
  await maison.faire(sophie, 'demande.confirmerPersonne', { id, creer: { ...personne, sexe: 'female' } });
  return id;
}

const proposer = (demande: string, ressource: string, dessus: object = {}) =>
  maison.faire<Sortie<typeof contrats.envoyer>>(sophie, 'orientation.envoyer', {
    demande,
    ressource,
    besoin: 'Aide au lever, deux passages par jour.',
    ...dessus,
  });
const detail = (id: string) => maison.voir<Detail>(sophie, 'orientation.detail', { id });
const boucle = (demande: string) =>
  maison.voir<Sortie<typeof contrats.boucle>>(sophie, 'orientation.boucle', { demande });
const refusDe = (resultat: PromiseSettledResult<unknown>) =>
  resultat.status === 'rejected' && resultat.reason instanceof Refus ? resultat.reason.code : undefined;

test('refusée hors zone puis acceptée ailleurs, une orientation aboutit quand le service commence, et le demandeur l’apprend', async () => {
  const demande = await uneDemande();
  const avant = await maison.voir<Sortie<typeof contrats.preparer>>(sophie, 'orientation.preparer', {
    ressource: TILLEULS.ref,
  });
  expect(avant.capacite.connue).toBe(false);
  expect(avant.avertissements.join(' ')).toContain('ne publie pas ses places');

  const premiere = await proposer(demande, TILLEULS.ref);
  expect(premiere.canal).toBe('mssante');
  await maison.tour();
  const lesTilleuls = await maison.parLeLien(TILLEULS.boite);
  await maison.faire(lesTilleuls, 'orientation.refuser', {
    id: premiere.id,
    motif: 'zone',
    alternative: { nom: 'SAD Bel Automne' },
  });
  const refusee = await detail(premiere.id);
  expect(refusee).toMatchObject({
    statut: 'refusee',
    refus: { motif: 'zone', alternative: { nom: 'SAD Bel Automne' } },
  });
  expect(refusee.main.prochaine).toBe('Proposer à SAD Bel Automne');
  expect(refusee.ferme['suite']).toBeUndefined();

  const depart = await maison.voir<Sortie<typeof contrats.nouvelle>>(sophie, 'orientation.nouvelle', {
    precedente: premiere.id,
  });
  expect(depart.precedente?.besoin).toBe('Aide au lever, deux passages par jour.');
  expect(depart.demande?.id).toBe(demande);
  const seconde = await proposer(demande, BEL_AUTOMNE.ref, {
    precedente: premiere.id,
    besoin: depart.precedente?.besoin,
  });
  expect((await detail(premiere.id)).suiteDonnee).toBe(true);
  expect((await maison.main(`Task/${premiere.id}`)).etat).toBe('termine');

  await maison.tour();
  const belAutomne = await maison.parLeLien(BEL_AUTOMNE.boite);
  await maison.faire(belAutomne, 'orientation.accepter', { id: seconde.id });
  await maison.faire(belAutomne, 'orientation.fixerRdv', { id: seconde.id, le: '2026-11-25T23:00:00.000Z' });
  maison.horloge.avancer(2 * JOUR);
  await maison.faire(belAutomne, 'orientation.commencer', { id: seconde.id });
  expect(await detail(seconde.id)).toMatchObject({
    statut: 'commencee',
    commenceeLe: maison.horloge.maintenant().toISOString(),
  });
  expect(await boucle(demande)).toMatchObject({ envoyees: 1, propositions: 2, refusees: 1, commencees: 1 });

  await maison.tour();
  const lu = (await maison.courrier(MARTIN.boite)).map((m) => m.texte).join('\n');
  expect(lu).toContain('ne peut pas (hors de notre zone)');
  expect(lu).toMatch(/Premier rendez-vous jeudi 26 novembre\./);
  expect(lu).toContain('a commencé');
  const apres = await maison.voir<Sortie<typeof contrats.preparer>>(sophie, 'orientation.preparer', {
    ressource: TILLEULS.ref,
  });
  expect(apres.refusRecents).toBe(avant.refusRecents + 1);
});

test('qui dépose avec son compte est joint par ce que l’annuaire sait de lui', async () => {
  const { id } = await maison.faire<{ id: string }>(martin, 'demande.deposer', {
    personne: { nom: 'Sansadresse', naissance: '1950' },
    texte: 'Isolement.',
    urgence: 'U3',
    accord: 'informee',
  });
  await maison.tour();
  expect((await maison.courrier(MARTIN.boite)).at(-1)?.texte).toContain('est bien arrivée');
  const { demandeur } = await maison.voir<{ demandeur: object }>(sophie, 'demande.detail', { id });
  expect(demandeur).toMatchObject({ adresse: MARTIN.boite });
});

test('le médecin traitant qui n’a rien demandé est prévenu de la décision, par son adresse, sans les mots du demandeur', async () => {
  const id = await uneDemande({ nom: 'Nadia', adresse: 'nadia.benali@infirmier.mss-orsene.invalid' });
  const { patient } = await maison.voir<{ patient: { id: string } }>(sophie, 'demande.detail', { id });
  await maison.faire(sophie, 'cercle.ajouter', {
    patient: patient.id,
    qui: { genre: 'annuaire', ref: MARTIN.ref },
    fonction: 'medecin_traitant',
    fondement: 'porte2',
  });
  const avant = (await maison.courrier(MARTIN.boite)).length;
  const retour = 'Nous cherchons une aide pour ses soins d’hygiène.';
  await maison.faire(sophie, 'demande.decider', { id, decision: 'orientation_en_cours', retour });
  await maison.tour();
  const recus = (await maison.courrier(MARTIN.boite)).slice(avant);
  expect(recus).toHaveLength(1);
  expect(recus[0]?.texte).toMatch(/dont vous êtes le médecin traitant\.\nDécision : [^]*Sophie Marchand/u);
  expect(recus[0]?.texte).not.toContain('hygiène');
  expect(recus[0]?.sujet).not.toMatch(/Essai|Jeanne/u);
});

test('la page du lien ne dit ni qui, ni pourquoi, et le message le dit', async () => {
  const demande = await uneDemande();
  const { id } = await proposer(demande, TILLEULS.ref);
  await maison.tour();
  const page = await maison.voir<object>(await maison.parLeLien(TILLEULS.boite), 'orientation.reponse', {});
  expect(JSON.stringify(page)).not.toMatch(/Essai|Jeanne|1942|lever/);
  const message = (await maison.courrier(TILLEULS.boite)).at(-1);
  expect(message?.texte).toMatch(/Jeanne[^]*Aide au lever/);
  expect(message?.sujet).not.toMatch(/Essai|Jeanne|lever/);
  expect(Object.keys((await detail(id)).ferme)).toContain('commencer');
});

test('sans réponse, un rappel part, puis une autre personne que l’expéditrice est appelée', async () => {
  const demande = await uneDemande();
  const { id } = await proposer(demande, BEL_AUTOMNE.ref);
  await maison.tour();
  const avant = (await maison.courrier(BEL_AUTOMNE.boite)).length;
  await attendreLaSonnerie(id);
  await maison.tour();
  expect(await detail(id)).toMatchObject({ statut: 'sans_reponse', main: { qui: sophie.nom } });
  expect((await detail(id)).relances).toHaveLength(1);
  expect((await maison.courrier(BEL_AUTOMNE.boite)).length).toBe(avant + 1);
  await attendreLaSonnerie(id);
  expect(await maison.main(`Task/${id}`)).toEqual({ qui: helene.ref, etat: 'retard' });
  expect((await boucle(demande)).sansReponse).toBe(1);
});

async function attendreLaSonnerie(id: string): Promise<void> {
  const { main } = await detail(id);
  if (main.dueLe === undefined) throw new Error('rien n’est attendu');
  maison.horloge.regler(new Date(new Date(main.dueLe).getTime() + 60_000));
  await maison.tour();
}

test('une simple réponse « nous acceptons » vaut le lien ; une réponse prudente reste à lire', async () => {
  const premiere = await proposer(await uneDemande(), TILLEULS.ref);
  await maison.tour();
  await maison.repondre(TILLEULS.boite, 'Bonjour, nous acceptons. Cordialement.');
  expect((await detail(premiere.id)).statut).toBe('acceptee');
  const seconde = await proposer(await uneDemande(), BEL_AUTOMNE.ref);
  await maison.tour();
  await maison.repondre(BEL_AUTOMNE.boite, 'Oui mais pouvez-vous préciser les horaires ?');
  expect((await detail(seconde.id)).statut).toBe('envoyee');
});

test('deux réponses au même instant : une seule compte, l’autre apprend qu’il a déjà été répondu', async () => {
  const { id } = await proposer(await uneDemande(), TILLEULS.ref);
  await maison.tour();
  const service = await maison.parLeLien(TILLEULS.boite);
  const [oui, non] = await Promise.allSettled([
    maison.faire(service, 'orientation.accepter', { id }),
    maison.faire(service, 'orientation.refuser', { id, motif: 'attente' }),
  ]);
  expect([oui.status, non.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  expect([refusDe(oui), refusDe(non)].filter((c) => c !== undefined)).toHaveLength(1);
  const gagnante = oui.status === 'fulfilled' ? 'acceptee' : 'refusee';
  expect((await detail(id)).statut).toBe(gagnante);
  await expect(maison.faire(service, 'orientation.accepter', { id })).rejects.toMatchObject({
    code: 'orientation.deja_traitee',
  });
});

test('la réponse donnée au téléphone dit qui a répondu et qui l’a notée', async () => {
  const { id } = await proposer(await uneDemande(), BEL_AUTOMNE.ref);
  await maison.faire(sophie, 'orientation.refuser', { id, motif: 'attente', par: 'Mme Leroy' });
  expect((await detail(id)).reponse?.par).toBe('Mme Leroy, au téléphone avec Sophie Marchand');
});

test('un refus sans autre service se constate : l’échec est dit et la chose est close', async () => {
  const { id } = await proposer(await uneDemande(), TILLEULS.ref);
  await maison.faire(sophie, 'orientation.refuser', { id, motif: 'attente' });
  await maison.faire(sophie, 'orientation.constaterEchec', { id, motif: 'Aucune place sur le canton.' });
  expect((await maison.main(`Task/${id}`)).etat).toBe('termine');
  expect(await detail(id)).toMatchObject({ suiteDonnee: true, fin: { motif: 'Aucune place sur le canton.' } });
});

test('le même service n’est pas sollicité deux fois pour la même personne', async () => {
  const demande = await uneDemande();
  await proposer(demande, TILLEULS.ref);
  await expect(proposer(demande, TILLEULS.ref)).rejects.toMatchObject({ code: 'orientation.deja_envoyee' });
});

test('nommer une personne que l’on ne suit pas n’ouvre ni son nom, ni une orientation', async () => {
  const demande = await uneDemande();
  const { personne } = await maison.voir<Sortie<typeof contrats.nouvelle>>(sophie, 'orientation.nouvelle', { demande });
  const introuvable = { code: 'cordee.introuvable' };
  const entree = { patient: personne?.id };
  await expect(maison.voir(josiane, 'orientation.nouvelle', entree)).rejects.toMatchObject(introuvable);
  const envoi = { ...entree, ressource: TILLEULS.ref, besoin: 'Aide' };
  await expect(maison.faire(josiane, 'orientation.envoyer', envoi)).rejects.toMatchObject(introuvable);
});

test('la liste se filtre, se compte, et montre d’abord ce qui attend une suite', async () => {
  const demande = await uneDemande();
  const ouverte = await proposer(demande, TILLEULS.ref);
  const refusee = await proposer(demande, BEL_AUTOMNE.ref);
  await maison.faire(sophie, 'orientation.refuser', { id: refusee.id, motif: 'zone' });
  const lire = (filtre: string) =>
    maison.voir<Sortie<typeof contrats.liste>>(sophie, 'orientation.liste', { filtre, demande });
  const ouvertes = await lire('ouvertes');
  expect(ouvertes.orientations.map((o) => o.id)).toEqual([refusee.id, ouverte.id]);
  expect(ouvertes.comptes).toEqual({ ouvertes: 2, sans_reponse: 0, refusees: 1, recues: 0, closes: 0 });
  expect((await lire('refusees')).orientations.map((o) => o.id)).toEqual([refusee.id]);
  await maison.faire(sophie, 'orientation.annuler', { id: ouverte.id, motif: 'Entrée en EHPAD' });
  expect((await lire('closes')).total).toBe(1);
});
