import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import { verrouiller } from '#socle/verrous.ts';
import type { Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { cibler, type Cible } from '../ecriture/cibler.ts';
import { criteresDe, trouverUnique, verrouDe, type Criteres } from '../ecriture/conditionnel.ts';
import { actionPour, estGouverne } from '../ecriture/gouverner.ts';
import { EcritureImpossible, poser } from '../ecriture/poser.ts';
import { projeter } from '../ecriture/projeter.ts';
import type { Projet } from '../ecriture/projet.ts';
import { lireParametres } from '../entree/conditions.ts';
import { reponseDEcriture } from '../gestes/ecrire.ts';
import { aLaPlace, demandeDe, situer } from './demande-de-lot.ts';
import { dansLOrdre, type EntreeDeLot, type Lot } from './lire-lot.ts';
import type { Servir } from './lot.ts';
import { racineDe, reecrireLiens, referencesConditionnelles } from './references.ts';

/** One entry on its way: what it asks, then what it will write. */
interface Etape {
  readonly rang: number;
  readonly entree: EntreeDeLot;
  readonly methode: EntreeDeLot['methode'];
  readonly demande: Demande;
  readonly criteres: Criteres | undefined;
}

interface EtapeCiblee extends Etape {
  readonly cible: Cible | undefined;
  /** Place of the entry that already creates this resource under the same criteria. */
  readonly commeEntree: number | undefined;
}

/**
 * All or nothing: deletions, creations, changes, then reads that see them. Criteria are asked under their locks inside the
 * transaction that writes; the resources are written by one statement, with their traces.
 */
export async function jouerTransaction(
  contexte: Contexte,
  parent: Demande,
  lot: Lot,
  lourde: boolean,
  servir: Servir,
): Promise<readonly Reponse[]> {
  const etapes = dansLOrdre(lot.entrees.map((entree) => etapeDe(entree, parent, lourde)));
  refuserLesDoublons(etapes);
  if (!etapes.some((e) => aBesoinDEnsemble(contexte, e))) return jouer(contexte, etapes, servir);
  return contexte.porte.maison.socle.base.ensemble(contexte.acteur.territoire, async (interroger) => {
    const dedans = { ...contexte, interroger };
    await verrouiller(
      interroger,
      etapes.flatMap(({ criteres }) => (criteres === undefined ? [] : [verrouDe(dedans, criteres)])),
    );
    return jouer(dedans, etapes, servir);
  });
}

function etapeDe(entree: EntreeDeLot | RefusFhir, parent: Demande, lourde: boolean): Etape {
  if (entree instanceof RefusFhir) throw entree;
  try {
    const demande = demandeDe(entree, parent, lourde);
    const { rang, methode } = entree;
    return { rang, entree, methode, demande, criteres: estUneEcriture(demande) ? criteresDe(demande) : undefined };
  } catch (erreur) {
    throw erreur instanceof RefusFhir ? situer(entree.rang, erreur) : erreur;
  }
}

function estUneEcriture({ methode, adresse }: Demande): boolean {
  return methode !== 'GET' && methode !== 'HEAD' && (adresse.genre === 'type' || adresse.genre === 'instance');
}

/** Creations and replacements alone are one statement, which is already all or nothing. */
function aBesoinDEnsemble(contexte: Contexte, { demande, criteres, entree, methode }: Etape): boolean {
  return (
    criteres !== undefined ||
    !estUneEcriture(demande) ||
    methode === 'PATCH' ||
    (demande.adresse.genre === 'instance' && estGouverne(contexte, demande.adresse.type)) ||
    (entree.ressource !== undefined && referencesConditionnelles(entree.ressource).size > 0)
  );
}

function refuserLesDoublons(etapes: readonly Etape[]): void {
  const vues = new Set<string>();
  for (const { rang, demande, entree } of etapes) {
    if (!estUneEcriture(demande) || demande.adresse.genre !== 'instance') continue;
    if (vues.has(entree.chemin))
      throw refusFhir(
        400,
        'duplicate',
        `${entree.chemin} est écrite deux fois dans cette transaction. Gardez une seule entrée.`,
        `Bundle.entry[${rang}]`,
      );
    vues.add(entree.chemin);
  }
}

async function jouer(contexte: Contexte, etapes: readonly Etape[], servir: Servir): Promise<readonly Reponse[]> {
  const ecritures = await ciblerTout(
    contexte,
    etapes.filter(({ demande }) => estUneEcriture(demande)),
  );
  await resoudreLesLiens(contexte, ecritures);
  const reponses: Reponse[] = [];
  const projets: { readonly etape: EtapeCiblee; readonly projet: Projet }[] = [];
  for (const etape of ecritures.filter((e) => e.commeEntree === undefined)) {
    const faite = await aLaPlace(etape.rang, () => projeterEtape(contexte, etape));
    if ('geste' in faite) projets.push({ etape, projet: faite });
    else reponses[etape.rang] = faite;
  }
  await poserTout(contexte, projets, reponses);
  for (const { rang, commeEntree } of ecritures) {
    const premiere = commeEntree === undefined ? undefined : reponses[commeEntree];
    if (premiere !== undefined) reponses[rang] = { ...premiere, statut: 200 };
  }
  for (const { rang, demande } of etapes.filter((e) => !estUneEcriture(e.demande)))
    reponses[rang] = await aLaPlace(rang, () => servir(contexte, demande));
  return reponses;
}

/** Finds or chooses the id of each write. Two creations under the same criteria are one resource: the second follows the first. */
async function ciblerTout(contexte: Contexte, etapes: readonly Etape[]): Promise<readonly EtapeCiblee[]> {
  const creations = new Map<string, EtapeCiblee>();
  const ciblees: EtapeCiblee[] = [];
  for (const etape of etapes) {
    const { rang, methode, criteres, demande } = etape;
    const cle = methode === 'POST' && criteres !== undefined ? verrouDe(contexte, criteres) : undefined;
    const premiere = cle === undefined ? undefined : creations.get(cle);
    const cible = premiere?.cible ?? (await aLaPlace(rang, () => cibler(contexte, demande, criteres)));
    const ciblee = { ...etape, cible, commeEntree: premiere?.rang };
    if (cle !== undefined) creations.set(cle, premiere ?? ciblee);
    ciblees.push(ciblee);
  }
  return ciblees;
}

async function resoudreLesLiens(contexte: Contexte, etapes: readonly EtapeCiblee[]): Promise<void> {
  const adresses = new Map<string, string>();
  for (const { entree, cible } of etapes)
    if (entree.fullUrl !== undefined && cible !== undefined) adresses.set(entree.fullUrl, `${cible.type}/${cible.id}`);
  for (const { rang, entree } of etapes) {
    if (entree.ressource === undefined) continue;
    const conditionnelles = referencesConditionnelles(entree.ressource);
    for (const reference of conditionnelles)
      if (!adresses.has(reference))
        adresses.set(reference, await aLaPlace(rang, () => resoudreReference(contexte, reference)));
    reecrireLiens(entree.ressource, adresses, racineDe(entree.fullUrl));
  }
}

async function resoudreReference(contexte: Contexte, reference: string): Promise<string> {
  const [type = '', requete = ''] = reference.split('?');
  const trouvee = await trouverUnique(contexte, { type, params: lireParametres(requete) });
  if (trouvee !== undefined) return `${type}/${trouvee.id}`;
  throw refusFhir(412, 'not-found', `La référence « ${type}?… » ne trouve personne : rien n’a été écrit.`);
}

async function projeterEtape(contexte: Contexte, { demande, cible, methode }: EtapeCiblee): Promise<Projet | Reponse> {
  if (cible === undefined) return { statut: 204 };
  if (methode === 'POST' && cible.trouvee !== undefined) {
    const { version, le, texte } = cible.trouvee;
    return { statut: 200, version, le, texte, emplacement: `${cible.type}/${cible.id}/_history/${version}` };
  }
  const projet = await projeter(contexte, demande, cible);
  if (actionPour(contexte, projet) === undefined) return projet;
  throw refusFhir(
    422,
    'not-supported',
    `${projet.type} s’écrit ici par une action de Cordée, qui a sa propre transaction : envoyez cette entrée seule, ou dans un batch.`,
  );
}

async function poserTout(
  contexte: Contexte,
  projets: readonly { readonly etape: EtapeCiblee; readonly projet: Projet }[],
  reponses: Reponse[],
): Promise<void> {
  try {
    const resultats = await poser(
      contexte,
      projets.map((p) => p.projet),
    );
    for (const [i, { etape, projet }] of projets.entries()) {
      const resultat = resultats[i];
      if (resultat !== undefined) reponses[etape.rang] = reponseDEcriture(etape.demande, projet, resultat);
    }
  } catch (erreur) {
    if (!(erreur instanceof EcritureImpossible)) throw erreur;
    throw situer(projets[erreur.rang]?.etape.rang ?? 0, erreur.refus);
  }
}
