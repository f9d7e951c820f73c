import { sql } from 'kysely';
import type { Patient } from '@medplum/fhirtypes';
import { estIdentifiantIns } from '#fhir/identite/index.ts';
import type { Identifiee, Lue } from '#fhir/types.ts';
import { reprojeterCercle, reunirCercles } from '#modules/cercle/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables, type GenreDElement } from '../tables.ts';
import { elementsDe, IDENTITOVIGILANCE, lireElements, reecrire, type Reecriture } from './magasin.ts';
import { enJson, placesDe, remplacerAux } from './references.ts';

export interface Paire {
  readonly fusion: string;
  readonly garde: string;
  readonly absorbe: string;
}

interface Element {
  readonly genre: GenreDElement;
  readonly cle: string;
  readonly version_avant: number | null;
  readonly version_apres: number | null;
}

/** Moves everything of the absorbed file to the kept one, and writes down each thing moved. Gives how many resources. */
export async function deplacer(tx: Transaction, paire: Paire): Promise<number> {
  const { garde, absorbe } = paire;
  const cercle = await reunirCercles(tx, garde, absorbe);
  const reecritures = await tourner(tx, await elementsDe(tx, absorbe), `Patient/${absorbe}`, `Patient/${garde}`);
  const fiches = await lierLesFiches(tx, garde, absorbe);
  await reecrire(tx, [...reecritures, ...fiches]);
  const elements: Element[] = [
    ...[...reecritures, ...fiches].map(({ ressource, attendue }) => ({
      genre: 'ressource' as const,
      cle: `${ressource.resourceType}/${ressource.id}`,
      version_avant: attendue,
      version_apres: attendue + 1,
    })),
    ...(cercle === undefined
      ? []
      : [{ genre: 'cercle' as const, cle: garde, version_avant: cercle.avant, version_apres: cercle.apres }]),
    ...(await deplacerLesLignes(tx, garde, absorbe)),
  ];
  for (let rang = 0; rang < elements.length; rang += 500)
    await tables(tx)
      .insertInto('fusion_element')
      .values(elements.slice(rang, rang + 500).map((element) => ({ fusion: paire.fusion, ...element })))
      .execute();
  await reprojeterCercle(tx, garde);
  return reecritures.length;
}

async function tourner(
  tx: Transaction,
  references: readonly string[],
  de: string,
  vers: string,
): Promise<readonly Reecriture[]> {
  const lus = await lireElements(tx, references);
  return [...lus.values()].flatMap(({ ressource, version }) => {
    const json = enJson(ressource);
    const places = placesDe(json, de);
    if (places.length === 0) return [];
    return [{ ressource: remplacerAux(json, places, de, vers) as unknown as Identifiee, attendue: version }];
  });
}

/** The old file keeps answering and says which one replaces it (FHIR `Patient.link`); the kept one keeps its matricule as an old one. */
async function lierLesFiches(tx: Transaction, garde: string, absorbe: string): Promise<readonly Reecriture[]> {
  const [g, a] = [await ficheDe(tx, garde), await ficheDe(tx, absorbe)];
  const anciens = (a.ressource.identifier ?? []).filter(estIdentifiantIns);
  const identifiants = g.ressource.identifier ?? [];
  const repris = anciens.filter(({ value }) => !identifiants.some((i) => i.value === value));
  const lien = (id: string, type: 'replaces' | 'replaced-by') => ({ other: { reference: `Patient/${id}` }, type });
  const finies = (a.ressource.identifier ?? []).map((i) => (estIdentifiantIns(i) ? { ...i, use: 'old' as const } : i));
  return [
    {
      ressource: {
        ...g.ressource,
        ...(repris.length === 0
          ? {}
          : { identifier: [...identifiants, ...repris.map((i) => ({ ...i, use: 'old' as const }))] }),
        link: [...(g.ressource.link ?? []), lien(absorbe, 'replaces')],
      },
      attendue: g.version,
    },
    {
      ressource: {
        ...a.ressource,
        active: false,
        ...(finies.length === 0 ? {} : { identifier: finies }),
        link: [...(a.ressource.link ?? []), lien(garde, 'replaced-by')],
      },
      attendue: a.version,
    },
  ];
}

export async function ficheDe(
  tx: Transaction,
  id: string,
): Promise<Lue<'Patient'> & { ressource: Identifiee<Patient> }> {
  return tx.lire('Patient', id, IDENTITOVIGILANCE);
}

/** Lines beside the resources that name the person: open things, received documents, threads, masks. */
async function deplacerLesLignes(tx: Transaction, garde: string, absorbe: string): Promise<readonly Element[]> {
  const mains = await tx.sql
    .updateTable('main_ouverte')
    .set({ patient: garde })
    .where('main_ouverte.patient', '=', absorbe)
    .returning('main_ouverte.objet as cle')
    .execute();
  const pieces = await tx.sql
    .updateTable('piece')
    .set({ patient: garde })
    .where('piece.patient', '=', absorbe)
    .returning('piece.id as cle')
    .execute();
  const fils = await tables(tx)
    .updateTable('fil_message')
    .set({ patient: garde })
    .where('fil_message.patient', '=', absorbe)
    .returning('fil_message.id as cle')
    .execute();
  await sql`update masque set patient = ${garde} where patient = ${absorbe}`.execute(tx.sql);
  // Whoever reunites two files works on them now: the clocks put back what must be, from the dates of the whole.
  await sql`delete from archive_intermediaire where patient in (${garde}, ${absorbe})`.execute(tx.sql);
  const enElements = (genre: GenreDElement, lignes: readonly { cle: string }[]): Element[] =>
    lignes.map(({ cle }) => ({ genre, cle, version_avant: null, version_apres: null }));
  return [...enElements('main', mains), ...enElements('piece', pieces), ...enElements('fil', fils)];
}
