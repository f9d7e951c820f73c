import { familleDe } from '#fhir/index/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireTexte, type LigneStockee } from '#fhir/store/lecture.ts';
import { SYSTEME_DES_SALLES } from '#socle/choses-tenues.ts';
import { exigerDroit, type Contexte } from '../contexte.ts';
import { lireCorrection } from '../correction/index.ts';
import type { Demande, RessourceLue } from '../demande.ts';
import { absente, supprimee } from '../gestes/lire.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';
import { versionAttendue, type Cible } from './cibler.ts';
import { exigerDossierOuvert } from './dossier-ouvert.ts';
import { estGouverne } from './gouverner.ts';
import { exigerMemeId, preparer, ressourceDuCorps } from './preparer.ts';
import type { Projet } from './projet.ts';

/** Turns a request into the one write it asks, validated. The criteria, if any, were already asked. */
export async function projeter(contexte: Contexte, demande: Demande, cible: Cible): Promise<Projet> {
  switch (demande.methode) {
    case 'POST':
      return projeterCreation(contexte, demande, cible);
    case 'PUT':
      return projeterModification(contexte, demande, cible);
    case 'PATCH':
      return projeterCorrection(contexte, demande, cible);
    default:
      return projeterSuppression(contexte, demande, cible);
  }
}

function projeterCreation(contexte: Contexte, { corps }: Demande, { type, id }: Cible): Projet {
  const ressource = preparer(contexte, ressourceDuCorps(corps, type), id);
  exigerFamille(contexte, ressource);
  exigerDossierOuvert(contexte, 'c', ressource);
  exigerIdentifiantsLibres(ressource);
  return { action: 'fhir.creer', geste: 'creer', type, id, ressource, avant: undefined, attendue: undefined };
}

async function projeterModification(contexte: Contexte, demande: Demande, cible: Cible): Promise<Projet> {
  const { type, id } = cible;
  const brute = ressourceDuCorps(demande.corps, type);
  if (demande.adresse.genre === 'instance' || brute['id'] !== undefined) exigerMemeId(brute, id);
  const ressource = preparer(contexte, brute, id);
  exigerFamille(contexte, ressource);
  const attendue = versionAttendue(demande);
  const avant = await avantDe(contexte, cible, attendue);
  if (avant === undefined) exigerIdentifiantsLibres(ressource);
  const geste = cible.neuve || demande.conditions.ifNoneMatch?.trim() === '*' ? 'creer' : 'modifier';
  if (geste === 'creer') exigerDroit(contexte.acteur, 'c', type);
  exigerDossierOuvert(contexte, geste === 'creer' ? 'c' : 'u', ressource);
  return { action: 'fhir.modifier', geste, type, id, ressource, avant, attendue };
}

async function projeterCorrection(contexte: Contexte, demande: Demande, { type, id }: Cible): Promise<Projet> {
  const corriger = lireCorrection(demande.corps);
  const ligne = await lireVivante(contexte, type, id);
  const attendue = versionAttendue(demande);
  if (attendue !== undefined && attendue !== ligne.version) throw perimee(ligne.version);
  const corrigee = corriger(JSON.parse(ligne.texte) as ObjetJson);
  const ressource = preparer(contexte, corrigee, id);
  exigerFamille(contexte, ressource);
  exigerDossierOuvert(contexte, 'u', ressource);
  const avant = JSON.parse(ligne.texte) as RessourceLue;
  return { action: 'fhir.corriger', geste: 'modifier', type, id, ressource, avant, attendue: ligne.version };
}

async function projeterSuppression(
  contexte: Contexte,
  demande: Demande,
  { type, id, trouvee }: Cible,
): Promise<Projet> {
  const attendue = versionAttendue(demande);
  const ligne = trouvee ?? (await lireTexte(contexte.interroger, type, id, contexte.portee));
  if (ligne !== undefined && attendue !== undefined && ligne.version !== attendue) throw perimee(ligne.version);
  const avant = ligne === undefined || ligne.supprime ? undefined : (JSON.parse(ligne.texte) as RessourceLue);
  const patient = ligne?.patient ?? null;
  return { action: 'fhir.supprimer', geste: 'supprimer', type, id, ressource: undefined, avant, attendue, patient };
}

/** The resource as it stands, for the rooms to decide; not read when no room has a say. Another version than expected: 412. */
async function avantDe(
  contexte: Contexte,
  { type, id, trouvee, neuve }: Cible,
  attendue: number | undefined,
): Promise<RessourceLue | undefined> {
  if (neuve || !estGouverne(contexte, type)) return undefined;
  const ligne = trouvee ?? (await lireTexte(contexte.interroger, type, id, contexte.portee));
  if (ligne !== undefined && attendue !== undefined && ligne.version !== attendue) throw perimee(ligne.version);
  return ligne === undefined || ligne.supprime ? undefined : (JSON.parse(ligne.texte) as RessourceLue);
}

async function lireVivante(contexte: Contexte, type: string, id: string): Promise<LigneStockee> {
  const ligne = await lireTexte(contexte.interroger, type, id, contexte.portee);
  if (ligne === undefined) throw absente();
  if (ligne.supprime) throw supprimee(ligne);
  return ligne;
}

/** A software writes the families of information it was granted, and no other: what it could not read, it may not write either. */
function exigerFamille({ acteur }: Contexte, ressource: RessourceLue): void {
  const accordees = (acteur.client ?? acteur.application)?.familles;
  if (accordees === undefined) return;
  const famille = familleDe(ressource);
  if (!accordees.includes(famille))
    throw refusFhir(
      403,
      'forbidden',
      `Ce logiciel n’a pas la famille d’information « ${famille} », celle de cette ressource.`,
    );
}

/** Only rooms give identifiers of rooms: a resource that carries one could never be changed again from here. */
function exigerIdentifiantsLibres(ressource: RessourceLue): void {
  const identifiants = [(ressource as ObjetJson)['identifier'] ?? []].flat() as readonly { system?: unknown }[];
  if (identifiants.some(({ system }) => typeof system === 'string' && system.startsWith(SYSTEME_DES_SALLES)))
    throw refusFhir(
      422,
      'business-rule',
      `Les identifiants ${SYSTEME_DES_SALLES}… sont donnés par Cordée : retirez celui-ci, le vôtre suffit.`,
      'identifier',
    );
}

export function perimee(version: number | undefined) {
  const ici = version === undefined ? '' : ` La version actuelle est W/"${version}".`;
  return refusFhir(
    412,
    'conflict',
    `Quelqu’un a modifié cette ressource depuis la version que vous avez lue : rien n’a été écrit.${ici} Relisez-la, puis recommencez.`,
  );
}
