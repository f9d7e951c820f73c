import { mettreEnArchive } from '#acces/droits/archive.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { ligneDe } from '#socle/tracer.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { ReglageConservation } from './reglages.ts';
import { famillesArchivables, gardesDe } from './rules.ts';
import type { DossierGarde } from './store.ts';

/** What is held about a person because her data leave is not work with her. */
const GENRES_DE_FIN = ['depart', 'exercice'];

/** Puts in intermediate archive the families of these records whose common use is over, and takes out those that live again (RG-05). */
export async function archiver(
  tx: Transaction,
  dossiers: readonly DossierGarde[],
  reglage: ReglageConservation,
): Promise<void> {
  const patients = dossiers.map(({ patient }) => patient);
  const interroger = interrogerAvec(tx.sql);
  const tenus = await interroger<{ patient: string }>({
    texte: `select distinct m.patient from main_ouverte m
      where m.patient = any ($1::text[]) and m.etat <> 'termine' and m.genre <> all ($2::text[])`,
    valeurs: [patients, GENRES_DE_FIN],
  });
  const enCours = new Set(tenus.map(({ patient }) => patient));
  const archives = await interroger<{ patient: string; familles: string[] }>({
    texte: `select a.patient, array_agg(a.famille order by a.famille) as familles from archive_intermediaire a
      where a.patient = any ($1::text[]) group by a.patient`,
    valeurs: [patients],
  });
  const deja = new Map(archives.map(({ patient, familles }) => [patient, familles.join()]));
  for (const dossier of dossiers) {
    const { patient } = dossier;
    const voulues = famillesArchivables(gardesDe(dossier, reglage), tx.maintenant, enCours.has(patient));
    if ([...voulues].sort().join() !== (deja.get(patient) ?? '')) await changer(tx, patient, voulues);
  }
}

async function changer(
  tx: Transaction,
  patient: string,
  familles: ReturnType<typeof famillesArchivables>,
): Promise<void> {
  const { entrees, sorties } = await mettreEnArchive(tx.sql, patient, familles, tx.maintenant);
  await tx.sql
    .insertInto('trace')
    .values({
      ...ligneDe(tx.acteur, 'conservation.archiver', tx.maintenant),
      genre: 'ecriture',
      objet: null,
      version: null,
      patient,
      fondement: 'duree-de-conservation',
      decision: 'permis',
      nombre: entrees.length + sorties.length,
      parametres: null,
    })
    .execute();
}
