import { z } from 'zod';
import type { Interroger } from '#lib/sql/requete.ts';

/** Which part of the territory is exported: everything, every person, or the persons of one group. */
export type Perimetre =
  | { readonly niveau: 'systeme' }
  | { readonly niveau: 'patient' }
  | { readonly niveau: 'groupe'; readonly groupe: string };

/** An export as asked. What it holds is what the base held at `instant`, under the rights of whoever downloads it. */
export interface Export {
  readonly id: string;
  /** Actor who asked (`client:…`): nobody else sees it. */
  readonly demandeur: string;
  /** Address of the request, given back in the manifest. */
  readonly adresse: string;
  readonly perimetre: Perimetre;
  readonly types: readonly string[];
  /** Only what changed after this instant. */
  readonly depuis: Date | undefined;
  /** Elements kept (`name`, `Patient.name`); empty: all. */
  readonly elements: readonly string[];
  /** `_typeFilter` as asked: `Task?status=requested`; a type without any is whole. */
  readonly filtres: readonly string[];
  readonly instant: Date;
  readonly expireLe: Date;
}

/** By type: resources that were there, and those deleted since `depuis`. */
export interface Nombres {
  readonly presentes: Readonly<Record<string, number>>;
  readonly supprimees: Readonly<Record<string, number>>;
}

export interface ExportLu extends Export {
  /** Of the types counted so far: all of them when the export is ready. */
  readonly nombres: Nombres;
}

interface LigneExport {
  readonly id: string;
  readonly demandeur: string;
  readonly adresse: string;
  readonly niveau: Perimetre['niveau'];
  readonly groupe: string | null;
  readonly types: string[];
  readonly depuis: Date | null;
  readonly elements: string[];
  readonly filtres: string[];
  readonly instant: Date;
  readonly expire_le: Date;
  readonly nombres: unknown;
}

const parType = z.record(z.string(), z.number().int());
const nombresLus = z.object({ presentes: parType, supprimees: parType });

/**
 * Records an export; the expired ones go away. False when the asker already has `maximum` of them open: nothing is recorded then.
 */
export async function ouvrirExport(interroger: Interroger, demande: Export, maximum: number): Promise<boolean> {
  const { perimetre } = demande;
  await interroger({
    nom: 'export.oublier',
    texte: 'delete from export_fhir where expire_le <= $1',
    valeurs: [demande.instant],
  });
  const poses = await interroger({
    nom: 'export.ouvrir',
    texte: `insert into export_fhir (id, demandeur, adresse, niveau, groupe, types, depuis, elements, instant, expire_le, filtres)
      select $1::text, $2::text, $3::text, $4::text, $5::text, $6::text[], $7::timestamptz, $8::text[], $9::timestamptz, $10::timestamptz, $12::text[]
      where (select count(*) from export_fhir e where e.demandeur = $2::text) < $11
      returning id`,
    valeurs: [
      demande.id,
      demande.demandeur,
      demande.adresse,
      perimetre.niveau,
      perimetre.niveau === 'groupe' ? perimetre.groupe : null,
      [...demande.types],
      demande.depuis ?? null,
      [...demande.elements],
      demande.instant,
      demande.expireLe,
      maximum,
      [...demande.filtres],
    ],
  });
  return poses.length > 0;
}

/** The export of this asker; undefined when unknown, expired, cancelled or somebody else's. */
export async function lireExport(
  interroger: Interroger,
  cible: { readonly id: string; readonly demandeur: string },
  maintenant: Date,
): Promise<ExportLu | undefined> {
  const [ligne] = await interroger<LigneExport>({
    nom: 'export.lire',
    texte: `select e.id, e.demandeur, e.adresse, e.niveau, e.groupe, e.types, e.depuis, e.elements, e.filtres, e.instant, e.expire_le, e.nombres
      from export_fhir e where e.id = $1 and e.demandeur = $2 and e.expire_le > $3`,
    valeurs: [cible.id, cible.demandeur, maintenant],
  });
  if (ligne === undefined) return undefined;
  const { id, demandeur, adresse, types, elements, filtres, instant } = ligne;
  return {
    id,
    demandeur,
    adresse,
    types,
    elements,
    filtres,
    instant,
    perimetre: ligne.niveau === 'groupe' ? { niveau: 'groupe', groupe: ligne.groupe ?? '' } : { niveau: ligne.niveau },
    depuis: ligne.depuis ?? undefined,
    expireLe: ligne.expire_le,
    nombres: nombresLus.parse(ligne.nombres),
  };
}

/**
 * True once every write that had begun when it was first asked has ended: what the base held at the instant of the export can then no
 * longer change. Asked after the instant, it also covers the writes that had read the clock before it. A mark from another server (a
 * restored backup) is larger than any of this one: it is taken again.
 */
export async function ecrituresFinies(interroger: Interroger, id: string): Promise<boolean> {
  const [ligne] = await interroger<{ finies: boolean }>({
    nom: 'export.ecritures-finies',
    texte: `update export_fhir set horizon = least(coalesce(horizon, pg_current_xact_id()), pg_current_xact_id())
      where id = $1 returning pg_snapshot_xmin(pg_current_snapshot()) >= horizon as finies`,
    valeurs: [id],
  });
  return ligne?.finies === true;
}

export async function retenirNombres(interroger: Interroger, id: string, nombres: Nombres): Promise<void> {
  await interroger({
    nom: 'export.retenir-nombres',
    texte: 'update export_fhir set nombres = $2 where id = $1',
    valeurs: [id, JSON.stringify(nombres)],
  });
}

/** Cancels: a download under way stops at its next lines. False when there was nothing of this asker to cancel. */
export async function annulerExport(
  interroger: Interroger,
  cible: { readonly id: string; readonly demandeur: string },
): Promise<boolean> {
  const effaces = await interroger({
    nom: 'export.annuler',
    texte: 'delete from export_fhir where id = $1 and demandeur = $2 returning id',
    valeurs: [cible.id, cible.demandeur],
  });
  return effaces.length > 0;
}
