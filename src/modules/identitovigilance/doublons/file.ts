import type { Patient } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { comparerTraitsStricts, traitsDepuisPatient } from '#fhir/identite/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { resoudreIdentite } from '#modules/dossier/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { file as contratFile } from '../contract.ts';
import type { DoublonVu, FusionVue } from '../contract-vues.ts';
import { cellule } from '../droits.ts';
import { estCollision } from '../fusion/fusionner.ts';
import { IDENTITOVIGILANCE } from '../fusion/magasin.ts';
import { tables } from '../tables.ts';

const MONTRES_MAX = 50;

/** What the identity cell has to decide, to look at, and can still undo. */
export const vueFile = vue(contratFile, {
  genre: 'recherche',
  droit: cellule,
  lire: async ({ tx }) => ({
    doublons: await doublonsOuverts(tx),
    aVerifier: await aVerifier(tx),
    fusions: await fusionsAnnulables(tx),
  }),
});

async function doublonsOuverts(tx: Transaction): Promise<DoublonVu[]> {
  const lignes = await tables(tx)
    .selectFrom('doublon')
    .leftJoin('main_ouverte', (jointure) => jointure.on(sql<boolean>`main_ouverte.objet = 'doublon/' || doublon.id`))
    .select([
      'doublon.id',
      'doublon.a',
      'doublon.b',
      'doublon.origine',
      'doublon.motifs',
      'doublon.conflits',
      'doublon.ouvert_le',
      'main_ouverte.qui_nom',
      'main_ouverte.due_le',
    ])
    .where('doublon.etat', '=', 'ouvert')
    .orderBy('doublon.ouvert_le')
    .limit(MONTRES_MAX)
    .execute();
  const ids = [...new Set(lignes.flatMap(({ a, b }) => [a, b]))];
  const fiches = await fichesDe(tx, ids);
  const identites = await resoudreIdentite(tx, ids);
  const propositions = await propositionsOuvertes(tx);
  return lignes.flatMap((ligne) => {
    const [a, b] = [fiches.get(ligne.a), fiches.get(ligne.b)];
    const [ia, ib] = [identites.get(ligne.a), identites.get(ligne.b)];
    if (a === undefined || b === undefined || ia === undefined || ib === undefined) return [];
    return [
      {
        id: ligne.id,
        a: dossierVu(ia),
        b: dossierVu(ib),
        origine: ligne.origine,
        motifs: ligne.motifs,
        conflits: ligne.conflits,
        comparaison: [...comparerTraitsStricts(traitsDepuisPatient(a), traitsDepuisPatient(b))],
        collision: estCollision(a, b),
        qui: ligne.qui_nom ?? undefined,
        dueLe: ligne.due_le?.toISOString(),
        ouvertLe: ligne.ouvert_le.toISOString(),
        proposition: propositions.find(({ pour }) => pour.has(ligne.a) && pour.has(ligne.b))?.vue,
      },
    ];
  });
}

type Courte = NonNullable<ReturnType<Awaited<ReturnType<typeof resoudreIdentite>>['get']>>;

function dossierVu({ id, nomAffiche, naissance, commune, statutIns }: Courte) {
  const { marques, ...statut } = statutIns;
  return { patient: id, nom: nomAffiche, naissance, commune, statutIns: { ...statut, marques: [...marques] } };
}

async function fichesDe(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Identifiee<Patient>>> {
  const lues = await tx.magasin.chercher('Patient', { ids, limite: ids.length + 1 }, IDENTITOVIGILANCE);
  return new Map(lues.map(({ ressource }) => [ressource.id, ressource]));
}

async function propositionsOuvertes(tx: Transaction) {
  const lignes = await tables(tx)
    .selectFrom('fusion')
    .select([
      'fusion.id',
      'fusion.garde',
      'fusion.absorbe',
      'fusion.demandee_par',
      'fusion.demandee_par_nom',
      'fusion.motif',
    ])
    .where('fusion.etat', '=', 'proposee')
    .execute();
  return lignes.map(({ id, garde, absorbe, demandee_par: par, demandee_par_nom: nom, motif }) => ({
    pour: new Set([garde, absorbe]),
    vue: { id, par: nom, motif, aMoiDeConfirmer: par !== tx.acteur.id },
  }));
}

async function aVerifier(tx: Transaction) {
  const mains = await tx.sql
    .selectFrom('main_ouverte')
    .select([
      'main_ouverte.objet',
      'main_ouverte.patient',
      'main_ouverte.prochaine',
      'main_ouverte.qui_nom',
      'main_ouverte.due_le',
    ])
    .where('main_ouverte.genre', '=', 'identite')
    .where('main_ouverte.etat', '<>', 'termine')
    .orderBy('main_ouverte.due_le')
    .limit(MONTRES_MAX)
    .execute();
  const noms = await resoudreIdentite(
    tx,
    mains.flatMap(({ patient }) => patient ?? []),
  );
  return mains.map(({ objet, patient, prochaine, qui_nom: qui, due_le: due }) => ({
    objet,
    patient: patient ?? '',
    nom: noms.get(patient ?? '')?.nomAffiche ?? 'Personne sans nom',
    prochaine: prochaine ?? '',
    qui: qui ?? '',
    dueLe: (due ?? tx.maintenant).toISOString(),
  }));
}

async function fusionsAnnulables(tx: Transaction): Promise<FusionVue[]> {
  const lignes = await tables(tx)
    .selectFrom('fusion')
    .selectAll('fusion')
    .where('fusion.etat', '=', 'faite')
    .where('fusion.annulable_jusqua', '>', tx.maintenant)
    .orderBy('fusion.faite_le', 'desc')
    .limit(MONTRES_MAX)
    .execute();
  const noms = await resoudreIdentite(
    tx,
    lignes.flatMap(({ garde, absorbe }) => [garde, absorbe]),
  );
  return lignes.map((ligne) => ({
    id: ligne.id,
    garde: ligne.garde,
    absorbe: ligne.absorbe,
    nomGarde: noms.get(ligne.garde)?.nomAffiche ?? '',
    nomAbsorbe: noms.get(ligne.absorbe)?.nomAffiche ?? '',
    le: (ligne.faite_le ?? ligne.demandee_le).toISOString(),
    par: ligne.demandee_par_nom,
    motif: ligne.motif,
    annulableJusqua: (ligne.annulable_jusqua ?? ligne.demandee_le).toISOString(),
  }));
}
