import { reduire } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireAnnuaire } from '#fhir/store/annuaire.ts';
import { lireTexte, lireVersion, type LigneStockee } from '#fhir/store/lecture.ts';
import { exigerDroit, tracer, type Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { etagParmi } from '../entree/conditions.ts';
import { DE_REDUCTION, exigerConnus, reductionDemandee } from '../entree/parametres.ts';

type Cible = { readonly type: string; readonly id: string };

/** `GET Type/id`: the stored text as it is. Deleted: 410. Hidden and missing look the same: 404. */
export async function lire(contexte: Contexte, demande: Demande, { type, id }: Cible): Promise<Reponse> {
  exigerDroit(contexte.acteur, 'r', type);
  exigerConnus(demande, DE_REDUCTION);
  const ligne =
    (await lireTexte(contexte.interroger, type, id, contexte.portee)) ??
    (await lireAnnuaire(contexte.interroger, type, id));
  return repondre(contexte, demande, ligne, 'fhir.lire');
}

/** `GET Type/id/_history/version`. */
export async function lireUneVersion(
  contexte: Contexte,
  demande: Demande,
  { type, id, version }: Cible & { readonly version: string },
): Promise<Reponse> {
  exigerDroit(contexte.acteur, 'r', type);
  exigerConnus(demande, DE_REDUCTION);
  if (!/^[0-9]{1,9}$/.test(version)) throw absente();
  const ligne = await lireVersion(contexte.interroger, type, id, Number(version), contexte.portee);
  return repondre(contexte, demande, ligne, 'fhir.version');
}

async function repondre(
  contexte: Contexte,
  demande: Demande,
  ligne: LigneStockee | undefined,
  action: string,
): Promise<Reponse> {
  if (ligne === undefined) throw absente();
  if (ligne.supprime) throw supprimee(ligne);
  const reduction = reductionDemandee(demande.params);
  const objet = `${ligne.type}/${ligne.id}`;
  const { version, le, patient } = ligne;
  await tracer(contexte, { action, genre: 'lecture', objet, version, patient, nombre: 1 });
  if (pasChangee(demande, version, le)) return { statut: 304, version, le };
  return { statut: 200, texte: reduction === undefined ? ligne.texte : reduire(ligne.texte, reduction), version, le };
}

/** If-None-Match decides; If-Modified-Since only when it is alone (RFC 9110 §13.2.2). */
function pasChangee({ conditions }: Demande, version: number, le: Date): boolean {
  if (conditions.ifNoneMatch !== undefined) return etagParmi(conditions.ifNoneMatch, version);
  if (conditions.ifModifiedSince === undefined) return false;
  const depuis = Date.parse(conditions.ifModifiedSince);
  return !Number.isNaN(depuis) && Math.floor(le.getTime() / 1000) * 1000 <= depuis;
}

export function absente() {
  return refusFhir(404, 'not-found', 'Cette ressource n’existe pas, ou vous n’y avez pas accès.');
}

export function supprimee({ type, id, version }: Pick<LigneStockee, 'type' | 'id' | 'version'>) {
  return refusFhir(
    410,
    'deleted',
    `${type}/${id} a été supprimée (version ${version}). Son histoire reste lisible à ${type}/${id}/_history.`,
  );
}
