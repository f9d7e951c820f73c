import { annulerExport, ouvrirExport, type Perimetre } from '#fhir/export/travaux.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { ContexteOperation, ReponseOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { exigerAccord } from './accord.ts';
import { exportInconnu, LIMITES_EXPORT, membresDuGroupe, objetDe, type OptionsExport } from './commun.ts';
import { exigerLogiciel, lireDemande } from './demande.ts';

/** The kick-off: remembers what is asked and at which instant; the address of its state is in Content-Location. */
export async function ouvrir(
  { nouvelId }: OptionsExport,
  contexte: ContexteOperation,
  perimetre: Perimetre,
): Promise<ReponseOperation> {
  const { acteur, base, interroger, maintenant } = contexte;
  const demande = lireDemande(contexte, perimetre);
  // An unknown group is refused now, not when its files are read.
  const membres =
    perimetre.niveau === 'groupe' ? await membresDuGroupe(contexte, perimetre.groupe, maintenant) : undefined;
  await exigerAccord(contexte, membres?.length ?? 'toutes');
  const id = nouvelId();
  const ouvert = await ouvrirExport(
    interroger,
    {
      ...demande,
      id,
      demandeur: acteur.id,
      adresse: adresseDe(contexte),
      perimetre,
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

export async function annuler(contexte: ContexteOperation): Promise<ReponseOperation> {
  exigerLogiciel(contexte.acteur);
  const { export: id = '' } = lireParametres(contexte, { export: 'texte' });
  if (!(await annulerExport(contexte.interroger, { id, demandeur: contexte.acteur.id }))) throw exportInconnu();
  return { statut: 202, trace: { genre: 'export', objet: objetDe(id), patient: null, nombre: null } };
}

/** The request as it was made, given back in the manifest. */
function adresseDe({ base, type, id, params }: ContexteOperation): string {
  const recherche = new URLSearchParams(params.map(([nom, valeur]) => [nom, valeur]));
  const chemin = [base, type, id, '$export'].filter((mot) => mot !== undefined).join('/');
  return recherche.size === 0 ? chemin : `${chemin}?${recherche.toString()}`;
}
