import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { permis } from '#acces/decision.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { maisonDeTest, mmeAubryEtSonCercle, nadia, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import type { Action } from '#socle/action.ts';
import { executer, executerDans } from '#socle/executer.ts';
import { definirFait } from '#socle/fait.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Every action the rooms declare, written here by its declaration alone: a new one is judged without being named. */
const { actions } = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });
const Essaye = definirFait('EssaiApresDeces.v1', {
  donnees: z.object({}),
  famille: 'ADM',
  vues: [],
  phrase: () => ({ titre: 'essai' }),
});

let maison: MaisonDeTest;
let patient: string;
beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
  const le = maison.horloge.maintenant().toISOString().slice(0, 10);
  await maison.faire(nadia, 'cercle.noterDeces', { patient, le, source: 'sa fille' });
  await maison.faire(nadia, 'cercle.cloreDossier', { patient });
});
afterAll(() => maison.fermer());

/** Three ways an action touches a person: a resource, a fact, or only a table of its own. */
const FACONS: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
  ressource: (tx) =>
    tx.ecrire({
      resourceType: 'Flag',
      id: tx.nouvelId(),
      status: 'active',
      code: { text: 'essai' },
      subject: { reference: `Patient/${patient}` },
    }),
  fait: (tx) => tx.fait(Essaye, { objet: `Patient/${patient}`, patient, lecteurs: [], donnees: {} }),
  'table à part': async (tx) => tx.concerne(patient),
};

const ecrivant = (declaree: Action, facon: (tx: Transaction) => Promise<unknown>): Action => ({
  ...declaree,
  entree: z.unknown(),
  sortie: z.unknown(),
  droit: () => permis('essai'),
  faire: ({ tx }) => facon(tx),
});
const issue = (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'acceptée',
    (erreur: unknown) => (erreur instanceof Error && 'code' in erreur ? String(erreur.code) : String(erreur)),
  );

test('chaque action déclarée, sur une personne au dossier clos, est acceptée si et seulement si elle dit pourquoi', async () => {
  expect(actions.size).toBeGreaterThan(80);
  const ecarts: string[] = [];
  for (const declaree of actions.values())
    for (const [nom, facon] of Object.entries(FACONS)) {
      const obtenue = await issue(executer(maison.socle, nadia, ecrivant(declaree, facon), {}));
      const attendue = declaree.apresDeces === undefined ? 'deces.dossier_fige' : 'acceptée';
      if (obtenue !== attendue) ecarts.push(`${declaree.nom}, ${nom} : ${obtenue}, attendue ${attendue}`);
    }
  expect(ecarts).toEqual([]);
}, 60_000);

test('dans une transaction commune, l’exemption d’une action ne sert pas à la suivante', async () => {
  const declaree = (apresDeces: Action['apresDeces']): Action => {
    const [premiere] = actions.values();
    if (premiere === undefined) throw new Error('aucune action');
    return ecrivant({ ...premiere, apresDeces }, FACONS['ressource'] ?? (async () => undefined));
  };
  const ensemble = maison.socle.base.territoire<TablesTerritoire, unknown>(nadia.territoire, async (sql) => {
    await executerDans(maison.socle, sql, nadia, declaree('cloture'), {});
    return executerDans(maison.socle, sql, nadia, declaree(undefined), {});
  });
  expect(await issue(ensemble)).toBe('deces.dossier_fige');
});

/** What still writes about a dead person, in full: a line added here is a decision, read in the review. */
const EXEMPTEES: Readonly<Record<string, readonly string[]>> = {
  cloture: [
    'aujourdhui.cloreFermee',
    'aujourdhui.passerFermee',
    'cercle.cloreDossier',
    'cercle.finirMandat',
    'cercle.noterDeces',
    'cercle.retirerAccord',
    'cercle.retirerPour',
    'cercle.terminer',
    'cercle.terminerSituation',
    'demande.annuler',
    'demande.clore',
    'demande.prendre',
    'dossier.repondreASavoir',
    'liaison.faireTache',
    'liaison.prendreTache',
    'messagerie.annulerEnvoi',
    'messagerie.classer',
    'messagerie.ecarter',
    'messagerie.marquerLu',
    'messagerie.prendre',
    'orientation.annuler',
    'orientation.constaterEchec',
    'orientation.interrompre',
    'orientation.refuser',
    'orientation.terminer',
    'urgence.fermer',
    'urgence.informer',
  ],
  complement: ['cercle.ajouterComplement'],
  droits: [
    'cercle.demasquer',
    'cercle.masquer',
    'droitsPersonne.confirmer',
    'droitsPersonne.confirmerDepart',
    'droitsPersonne.decider',
    'droitsPersonne.geler',
    'droitsPersonne.lever',
    'droitsPersonne.noter',
    'droitsPersonne.proposerDepart',
    'droitsPersonne.remettre',
    'trace.donnerLeLien',
  ],
  identite: [
    'cercle.corrigerDeces',
    'dossier.corrigerTraits',
    'dossier.marquerIdentite',
    'dossier.verifierPiece',
    'identitovigilance.confirmerFusion',
    'identitovigilance.declarerDistincts',
    'identitovigilance.defusionner',
    'identitovigilance.fusionner',
    'identitovigilance.interroger',
    'identitovigilance.leverGel',
    'identitovigilance.refuserFusion',
    'identitovigilance.signalerDoublon',
    'identitovigilance.signalerUsurpation',
    'identitovigilance.traiterVerification',
  ],
  trace: ['trace.clore', 'trace.rouvrir', 'urgence.controler'],
};

test('la liste des actions encore possibles est celle-ci', () => {
  const declarees = Object.groupBy(
    [...actions.values()].filter(({ apresDeces }) => apresDeces !== undefined),
    ({ apresDeces }) => String(apresDeces),
  );
  const noms = Object.entries(declarees).map(([raison, liste]) => [raison, liste?.map(({ nom }) => nom).sort()]);
  expect(Object.fromEntries(noms)).toEqual(EXEMPTEES);
});

test('une autre personne n’est pas touchée', async () => {
  const vivante = await mmeAubryEtSonCercle(maison);
  const autre = unActeur('infirmier', nadia.ref, { nom: nadia.nom });
  await expect(
    maison.faire(autre, 'dossier.ajouterASavoir', { patient: vivante, texte: 'Clé chez la voisine', type: 'COO' }),
  ).resolves.toBeDefined();
});
