import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { compterTirage, lireALInstant, tirer, type Tirage } from '#fhir/export/a-l-instant.ts';
import {
  annulerExport,
  ecrituresFinies,
  lireExport,
  ouvrirExport,
  retenirNombres,
  type ExportLu,
  type Perimetre,
} from '#fhir/export/travaux.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireReference } from '#fhir/types.ts';
import type { ContexteOperation, Operation, ReponseOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { exigerLogiciel, lireDemande, peutExporter } from './demande.ts';
import { fluxNdjson } from './flux.ts';
import { creerPlaces, type Places } from './places.ts';

/** Bounds of the exports, said in the refusals. */
export const LIMITES_EXPORT = {
  /** Open at once for one software. */
  parLogiciel: 10,
  /** Files downloaded at once from one process. */
  telechargements: 4,
  lignesParLot: 500,
  membresDuGroupe: 20_000,
  dureeMs: 24 * 3_600_000,
  /** A write may read the clock this long before it takes its place in the base. */
  recul: 2_000,
} as const;

export interface OptionsExport {
  readonly nouvelId: () => string;
  /** The software may still act: asked before each lot, so that a suspension ends a download under way. */
  readonly encoreOuvert: (acteur: Acteur) => Promise<boolean>;
}

const DEFINITIONS = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition';

/** Bulk Data Access 2.0: `$export` of the territory, of its persons, of a group; then its state, its files, its cancelling. */
export function operationsDExport(options: OptionsExport): readonly Operation[] {
  const commun = { nom: '$export', methodes: ['GET', 'POST'] } as const;
  const places = creerPlaces(LIMITES_EXPORT.telechargements);
  return [
    {
      ...commun,
      niveau: 'systeme',
      types: [],
      definition: `${DEFINITIONS}/export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'systeme' }),
    },
    {
      ...commun,
      niveau: 'type',
      types: ['Patient'],
      definition: `${DEFINITIONS}/patient-export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'patient' }),
    },
    {
      ...commun,
      niveau: 'instance',
      types: ['Group'],
      definition: `${DEFINITIONS}/group-export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'groupe', groupe: contexte.id ?? '' }),
    },
    {
      nom: '$export-etat',
      niveau: 'systeme',
      types: [],
      methodes: ['GET', 'DELETE'],
      executer: (contexte) => (contexte.methode === 'DELETE' ? annuler(contexte) : suivre(contexte)),
    },
    {
      nom: '$export-fichier',
      niveau: 'systeme',
      types: [],
      methodes: ['GET'],
      executer: (contexte) => telecharger(options, contexte, places),
    },
  ];
}

async function ouvrir(
  { nouvelId }: OptionsExport,
  contexte: ContexteOperation,
  perimetre: Perimetre,
): Promise<ReponseOperation> {
  const { acteur, base, interroger, maintenant } = contexte;
  const { types, depuis } = lireDemande(contexte, perimetre);
  if (perimetre.niveau === 'groupe') await membresDuGroupe(contexte, perimetre.groupe, maintenant);
  const id = nouvelId();
  const recherche = new URLSearchParams(contexte.params.map(([nom, valeur]) => [nom, valeur]));
  const chemin = [contexte.type, contexte.id, '$export'].filter((mot) => mot !== undefined).join('/');
  const ouvert = await ouvrirExport(
    interroger,
    {
      id,
      demandeur: acteur.id,
      adresse: `${base}/${chemin}${recherche.size === 0 ? '' : `?${recherche.toString()}`}`,
      perimetre,
      types,
      depuis,
      instant: maintenant,
      expireLe: new Date(maintenant.getTime() + LIMITES_EXPORT.dureeMs),
    },
    LIMITES_EXPORT.parLogiciel,
  );
  if (!ouvert)
    throw refusFhir(
      429,
      'throttled',
      `Ce logiciel a déjà ${LIMITES_EXPORT.parLogiciel} exports ouverts. Annulez-en un (DELETE sur son adresse) ou attendez.`,
    );
  return {
    statut: 202,
    entetes: { 'content-location': `${base}/$export-etat?export=${id}` },
    trace: { genre: 'export', objet: objetDe(id), patient: null, nombre: null },
  };
}

async function suivre(contexte: ContexteOperation): Promise<ReponseOperation> {
  const lu = await exportDemande(contexte, lireParametres(contexte, { export: 'texte' }).export);
  const nombres = lu.nombres ?? (await compterSiPret(contexte, lu));
  const trace = { genre: 'export', objet: objetDe(lu.id), patient: null } as const;
  if (nombres === undefined)
    return {
      statut: 202,
      entetes: { 'x-progress': 'les écritures en cours se terminent', 'retry-after': '2' },
      trace: { ...trace, nombre: null },
    };
  const adresse = (type: string): string => `${contexte.base}/$export-fichier?export=${lu.id}&type=${type}`;
  const pleins = lu.types.filter((type) => (nombres[type] ?? 0) > 0);
  const manifeste = {
    transactionTime: lu.instant.toISOString(),
    request: lu.adresse,
    requiresAccessToken: true,
    output: pleins.map((type) => ({ type, url: adresse(type), count: nombres[type] })),
    error: [],
  };
  return {
    statut: 200,
    entetes: { expires: lu.expireLe.toUTCString() },
    corps: { genre: 'json', texte: JSON.stringify(manifeste) },
    trace: { ...trace, nombre: Object.values(nombres).reduce((somme, n) => somme + n, 0) },
  };
}

async function annuler(contexte: ContexteOperation): Promise<ReponseOperation> {
  exigerLogiciel(contexte.acteur);
  const { export: id = '' } = lireParametres(contexte, { export: 'texte' });
  if (!(await annulerExport(contexte.interroger, { id, demandeur: contexte.acteur.id }))) throw exportInconnu();
  return { statut: 202, trace: { genre: 'export', objet: objetDe(id), patient: null, nombre: null } };
}

async function telecharger(
  { encoreOuvert }: OptionsExport,
  contexte: ContexteOperation,
  places: Places,
): Promise<ReponseOperation> {
  const { acteur, interroger, portee } = contexte;
  const { export: id, type = '' } = lireParametres(contexte, { export: 'texte', type: 'texte' });
  const lu = await exportDemande(contexte, id);
  if (lu.nombres === undefined || !lu.types.includes(type)) throw exportInconnu();
  if (!peutExporter(acteur, type))
    throw refusFhir(403, 'forbidden', `Ce logiciel n’a plus la permission d’exporter le type ${type}.`);
  const tirage = await tirageDe(contexte, lu);
  const rendre = places.prendre();
  if (rendre === undefined)
    throw refusFhir(429, 'throttled', 'Trop de fichiers d’export sont lus en même temps. Réessayez dans une minute.');
  let apres = '';
  const suivant = async () => {
    if (!(await encoreOuvert(acteur))) throw new Error('le logiciel n’est plus ouvert : export interrompu');
    if ((await lireExport(interroger, lu, contexte.maintenant)) === undefined) throw new Error('export annulé');
    const limite = LIMITES_EXPORT.lignesParLot;
    const lot = await tirer(interroger, type, tirage, { apres, limite }, portee);
    apres = lot.at(-1)?.id ?? apres;
    return { lignes: lot.map(({ texte }) => texte), fin: lot.length < limite };
  };
  return {
    statut: 200,
    corps: { genre: 'flux', typeMime: 'application/fhir+ndjson', flux: fluxNdjson(suivant, rendre) },
    trace: { genre: 'export', objet: `${objetDe(lu.id)}/${type}`, patient: null, nombre: lu.nombres[type] ?? 0 },
  };
}

async function compterSiPret(
  contexte: ContexteOperation,
  lu: ExportLu,
): Promise<Readonly<Record<string, number>> | undefined> {
  const { interroger, maintenant, portee } = contexte;
  const ecoule = Math.abs(maintenant.getTime() - lu.instant.getTime());
  if (ecoule < LIMITES_EXPORT.recul || !(await ecrituresFinies(interroger, lu.id))) return undefined;
  const tirage = await tirageDe(contexte, lu);
  const nombres: Record<string, number> = {};
  for (const type of lu.types) nombres[type] = await compterTirage(interroger, type, tirage, portee);
  await retenirNombres(interroger, lu.id, nombres);
  return nombres;
}

async function tirageDe(contexte: ContexteOperation, { perimetre, instant, depuis }: ExportLu): Promise<Tirage> {
  if (perimetre.niveau === 'groupe')
    return { instant, depuis, patients: await membresDuGroupe(contexte, perimetre.groupe, instant) };
  return { instant, depuis, patients: perimetre.niveau === 'patient' ? 'tous' : undefined };
}

const Groupe = z.object({
  member: z
    .array(z.object({ entity: z.object({ reference: z.string().optional() }), inactive: z.boolean().optional() }))
    .default([]),
});

/** Persons of the group as it was at the instant. Throws `RefusFhir` 404 when the software may not read it. */
async function membresDuGroupe(contexte: ContexteOperation, id: string, instant: Date): Promise<readonly string[]> {
  const texte = await lireALInstant(contexte.interroger, { type: 'Group', id }, instant, contexte.portee);
  if (texte === undefined || !peutExporter(contexte.acteur, 'Group'))
    throw refusFhir(404, 'not-found', `Le groupe « ${id} » n’existe pas, ou ce logiciel n’y a pas accès.`);
  const { member } = Groupe.parse(JSON.parse(texte));
  const patients = member.flatMap(({ entity, inactive }) => {
    const lue = inactive === true ? undefined : lireReference(entity.reference);
    return lue?.type === 'Patient' ? [lue.id] : [];
  });
  if (patients.length > LIMITES_EXPORT.membresDuGroupe)
    throw refusFhir(422, 'too-costly', `Ce groupe compte plus de ${LIMITES_EXPORT.membresDuGroupe} personnes.`);
  return [...new Set(patients)];
}

async function exportDemande(contexte: ContexteOperation, id: string | undefined): Promise<ExportLu> {
  exigerLogiciel(contexte.acteur);
  const cible = { id: id ?? '', demandeur: contexte.acteur.id };
  const lu = await lireExport(contexte.interroger, cible, contexte.maintenant);
  if (lu === undefined) throw exportInconnu();
  return lu;
}

const exportInconnu = (): Error =>
  refusFhir(404, 'not-found', 'Cet export n’existe pas, n’est pas prêt, ou n’est plus gardé. Demandez-en un autre.');

const objetDe = (id: string): string => `export:${id}`;
