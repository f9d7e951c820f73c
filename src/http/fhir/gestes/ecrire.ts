import { RefusFhir } from '#fhir/refus.ts';
import type { ResultatEcriture } from '#fhir/store/ecriture.ts';
import { lireTexte, type LigneStockee } from '#fhir/store/lecture.ts';
import { verrouiller } from '#socle/verrous.ts';
import { tracer, type Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { cibler, type Cible } from '../ecriture/cibler.ts';
import { criteresDe, verrouDe, type Criteres } from '../ecriture/conditionnel.ts';
import { actionPour, jouerAction } from '../ecriture/gouverner.ts';
import { poserUn } from '../ecriture/poser.ts';
import { projeter } from '../ecriture/projeter.ts';
import type { Projet } from '../ecriture/projet.ts';
import { exigerConnus } from '../entree/parametres.ts';
import { LIMITES } from '../limites.ts';
import { outcome } from '../sortie/outcome.ts';

/**
 * Create, update, correct, delete: of a named resource, or of the one that answers criteria. Criteria are asked and the write is
 * made under one lock, in one transaction: two racing conditional creations make one resource.
 */
export async function ecrire(contexte: Contexte, demande: Demande): Promise<Reponse> {
  const criteres = criteresDe(demande);
  if (criteres === undefined) {
    exigerConnus(demande);
    return sansCourse(demande, () => ecrireUne(contexte, demande, undefined));
  }
  return contexte.porte.maison.socle.base.ensemble(contexte.acteur.territoire, async (interroger) => {
    const dedans = { ...contexte, interroger };
    await verrouiller(interroger, [verrouDe(dedans, criteres)]);
    return ecrireUne(dedans, demande, criteres);
  });
}

/** A correction without If-Match that met another write is computed again on what the other left. */
async function sansCourse(demande: Demande, faire: () => Promise<Reponse>): Promise<Reponse> {
  if (demande.methode !== 'PATCH' || demande.conditions.ifMatch !== undefined) return faire();
  for (let essai = 1; ; essai += 1) {
    try {
      return await faire();
    } catch (erreur) {
      if (!(erreur instanceof RefusFhir) || erreur.statut !== 412 || essai === LIMITES.essais) throw erreur;
    }
  }
}

async function ecrireUne(contexte: Contexte, demande: Demande, criteres: Criteres | undefined): Promise<Reponse> {
  const cible = await cibler(contexte, demande, criteres);
  if (cible === undefined) return { statut: 204 };
  if (demande.methode === 'POST' && cible.trouvee !== undefined) return dejaLa(contexte, demande, cible, cible.trouvee);
  const projet = await projeter(contexte, demande, cible);
  const action = actionPour(contexte, projet);
  if (action === undefined) return reponseDEcriture(demande, projet, await poserUn(contexte, projet));
  const { type, id } = await jouerAction(contexte, projet, action);
  return relire(contexte, demande, projet, { type, id });
}

/** A conditional creation that found its resource: nothing is written, the resource is answered. */
async function dejaLa(
  contexte: Contexte,
  demande: Demande,
  { type, id }: Cible,
  { version, le, texte, patient }: LigneStockee,
): Promise<Reponse> {
  await tracer(contexte, { action: 'fhir.creer', genre: 'recherche', objet: `${type}/${id}`, patient, nombre: 1 });
  return {
    statut: 200,
    version,
    le,
    emplacement: `${type}/${id}/_history/${version}`,
    texte: texteVoulu(demande, texte, `${type}/${id} existait déjà : rien n’a été créé.`),
  };
}

/** Answer of a write: 201 when it created, 204 when it deleted or had nothing to delete, 200 otherwise. */
export function reponseDEcriture(demande: Demande, projet: Projet, r: ResultatEcriture): Reponse {
  if (projet.geste === 'supprimer') {
    return r.version === 0 ? { statut: 204 } : { statut: 204, version: r.version };
  }
  const cree = r.issue === 'cree';
  return {
    statut: cree ? 201 : 200,
    version: r.version,
    le: r.le,
    emplacement: `${r.type}/${r.id}/_history/${r.version}`,
    texte: texteVoulu(
      demande,
      r.texte,
      cree ? `${r.type}/${r.id} est créée.` : `${r.type}/${r.id} est enregistrée, version ${r.version}.`,
    ),
  };
}

function texteVoulu({ preferences: { retour } }: Demande, texte: string, phrase: string): string | undefined {
  if (retour === 'minimal') return undefined;
  if (retour !== 'OperationOutcome') return texte;
  return outcome([{ severity: 'information', code: 'informational', texte: phrase }]);
}

/** What the room's action wrote, as the actor may see it. */
export async function relire(
  contexte: Contexte,
  demande: Demande,
  projet: Projet,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<Reponse> {
  const ligne = await lireTexte(contexte.interroger, type, id, contexte.portee);
  if (ligne === undefined || ligne.supprime) return { statut: projet.geste === 'creer' ? 201 : 204 };
  return reponseDEcriture(demande, projet, { ...ligne, issue: projet.geste === 'creer' ? 'cree' : 'modifie' });
}
