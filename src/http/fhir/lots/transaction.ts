import { refusFhir } from '#fhir/refus.ts';
import { ouvrirEnLisant } from '#fhir/store/ouvrir.ts';
import { interrogerAvec, type Interroger } from '#lib/sql/requete.ts';
import { verrouiller } from '#socle/verrous.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { cibler } from '../ecriture/cibler.ts';
import { trouverUnique, verrouDe } from '../ecriture/conditionnel.ts';
import { actionPour, jouerAction, type ActionDeSalle } from '../ecriture/gouverner.ts';
import { EcritureImpossible, poser } from '../ecriture/poser.ts';
import { projeter } from '../ecriture/projeter.ts';
import type { Projet } from '../ecriture/projet.ts';
import { lireParametres } from '../entree/conditions.ts';
import { relire, reponseDEcriture } from '../gestes/ecrire.ts';
import { aLaPlace, situer } from './demande-de-lot.ts';
import { aBesoinDEnsemble, estUneEcriture, etapesDe, type Etape, type EtapeCiblee } from './etapes.ts';
import type { Lot } from './lire-lot.ts';
import type { Servir } from './lot.ts';
import {
  citeUneDe,
  racineDe,
  reecrireLiens,
  referencesConditionnelles,
  retablir,
  type LienReecrit,
} from './references.ts';

/** A room must act: the whole is played again in a transaction that rooms can share. Nothing was written yet. */
class ActionAttendue extends Error {
  override readonly name = 'ActionAttendue';
}

/**
 * All or nothing: deletions, creations, changes, then reads that see them. Criteria are asked under their locks inside the
 * transaction that writes; the resources are written by one statement, with their traces, then the rooms act in it.
 */
export async function jouerTransaction(
  contexte: Contexte,
  parent: Demande,
  lot: Lot,
  lourde: boolean,
  servir: Servir,
): Promise<readonly Reponse[]> {
  const etapes = etapesDe(lot, parent, lourde);
  const { base } = contexte.porte.maison.socle;
  const { territoire } = contexte.acteur;
  const sousVerrous = async (interroger: Interroger, dedans: Contexte): Promise<readonly Reponse[]> => {
    const cles = etapes.flatMap(({ criteres }) => (criteres === undefined ? [] : [verrouDe(dedans, criteres)]));
    await verrouiller(interroger, cles);
    return jouer(dedans, etapes, servir);
  };
  try {
    if (!etapes.some((e) => aBesoinDEnsemble(contexte, e))) return await jouer(contexte, etapes, servir);
    return await base.ensemble(territoire, (brut) => {
      const interroger = ouvrirEnLisant(brut, contexte.sceau);
      return sousVerrous(interroger, { ...contexte, interroger });
    });
  } catch (erreur) {
    if (!(erreur instanceof ActionAttendue)) throw erreur;
    return base.territoire<TablesTerritoire, readonly Reponse[]>(territoire, (sql) => {
      const interroger = ouvrirEnLisant(interrogerAvec(sql), contexte.sceau);
      return sousVerrous(interroger, { ...contexte, interroger, sql });
    });
  }
}

interface EtapePrete {
  readonly etape: EtapeCiblee;
  readonly projet: Projet;
  readonly action: ActionDeSalle | undefined;
}

async function jouer(contexte: Contexte, etapes: readonly Etape[], servir: Servir): Promise<readonly Reponse[]> {
  const ecritures = await ciblerTout(
    contexte,
    etapes.filter(({ demande }) => estUneEcriture(demande)),
  );
  const reecrits = await resoudreLesLiens(contexte, ecritures);
  const reponses: Reponse[] = [];
  const pretes: EtapePrete[] = [];
  for (const etape of ecritures.filter((e) => e.commeEntree === undefined)) {
    const faite = await aLaPlace(etape.rang, () => preparerEtape(contexte, etape));
    if ('projet' in faite) pretes.push(faite);
    else reponses[etape.rang] = faite;
  }
  if (contexte.sql === undefined && pretes.some(({ action }) => action !== undefined)) {
    retablir(reecrits);
    throw new ActionAttendue();
  }
  await ecrireTout(contexte, pretes, reponses);
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

async function resoudreLesLiens(contexte: Contexte, etapes: readonly EtapeCiblee[]): Promise<readonly LienReecrit[]> {
  const adresses = new Map<string, string>();
  for (const { entree, cible } of etapes)
    if (entree.fullUrl !== undefined && cible !== undefined) adresses.set(entree.fullUrl, `${cible.type}/${cible.id}`);
  const reecrits: LienReecrit[] = [];
  for (const { rang, entree } of etapes) {
    if (entree.ressource === undefined) continue;
    for (const reference of referencesConditionnelles(entree.ressource))
      if (!adresses.has(reference))
        adresses.set(reference, await aLaPlace(rang, () => resoudreReference(contexte, reference)));
    reecrits.push(...reecrireLiens(entree.ressource, adresses, racineDe(entree.fullUrl)));
  }
  return reecrits;
}

async function resoudreReference(contexte: Contexte, reference: string): Promise<string> {
  const [type = '', requete = ''] = reference.split('?');
  const trouvee = await trouverUnique(contexte, { type, params: lireParametres(requete) });
  if (trouvee !== undefined) return `${type}/${trouvee.id}`;
  throw refusFhir(412, 'not-found', `La référence « ${type}?… » ne trouve personne : rien n’a été écrit.`);
}

async function preparerEtape(contexte: Contexte, etape: EtapeCiblee): Promise<EtapePrete | Reponse> {
  const { demande, cible, methode } = etape;
  if (cible === undefined) return { statut: 204 };
  if (methode === 'POST' && cible.trouvee !== undefined) {
    const { version, le, texte } = cible.trouvee;
    return { statut: 200, version, le, texte, emplacement: `${cible.type}/${cible.id}/_history/${version}` };
  }
  const projet = await projeter(contexte, demande, cible);
  return { etape, projet, action: actionPour(contexte, projet) };
}

/**
 * The rooms act after the plain writes, which they may need; what cites a thing that a room creates comes last, once its id is known.
 * A room that would need one of these last is refused: neither could come first.
 */
async function ecrireTout(contexte: Contexte, pretes: readonly EtapePrete[], reponses: Reponse[]): Promise<void> {
  const nees = pretes.filter(({ action, projet }) => action !== undefined && projet.geste === 'creer');
  const provisoires = adressesDe(nees);
  const cite = ({ projet }: EtapePrete, adresses: ReadonlySet<string>): boolean =>
    projet.ressource !== undefined && citeUneDe(projet.ressource, adresses);
  const directes = pretes.filter(({ action }) => action === undefined);
  const dernieres = directes.filter((prete) => cite(prete, provisoires));
  const attendues = new Set([...provisoires, ...adressesDe(dernieres)]);
  await poserTout(
    contexte,
    directes.filter((prete) => !dernieres.includes(prete)),
    reponses,
  );
  const adresses = new Map<string, string>();
  for (const prete of pretes) {
    const { etape, projet, action } = prete;
    if (action === undefined) continue;
    await aLaPlace(etape.rang, async () => {
      if (cite(prete, attendues)) throw dependanceCroisee();
      const { type, id } = await jouerAction(contexte, projet, action);
      adresses.set(`${projet.type}/${projet.id}`, `${type}/${id}`);
      reponses[etape.rang] = await relire(contexte, etape.demande, projet, { type, id });
    });
  }
  for (const { projet } of dernieres)
    if (projet.ressource !== undefined) reecrireLiens(projet.ressource, adresses, undefined);
  await poserTout(contexte, dernieres, reponses);
}

const adressesDe = (pretes: readonly EtapePrete[]): ReadonlySet<string> =>
  new Set(pretes.map(({ projet }) => `${projet.type}/${projet.id}`));

const dependanceCroisee = () =>
  refusFhir(
    422,
    'business-rule',
    'Cette entrée cite une ressource que Cordée crée elle-même, sous un identifiant qu’elle choisit, et doit pourtant la précéder : envoyez-la ensuite.',
  );

async function poserTout(contexte: Contexte, directes: readonly EtapePrete[], reponses: Reponse[]): Promise<void> {
  if (directes.length === 0) return;
  try {
    const resultats = await poser(
      contexte,
      directes.map((p) => p.projet),
    );
    for (const [i, { etape, projet }] of directes.entries()) {
      const resultat = resultats[i];
      if (resultat !== undefined) reponses[etape.rang] = reponseDEcriture(etape.demande, projet, resultat);
    }
  } catch (erreur) {
    if (!(erreur instanceof EcritureImpossible)) throw erreur;
    throw situer(directes[erreur.rang]?.etape.rang ?? 0, erreur.refus);
  }
}
