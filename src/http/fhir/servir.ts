import type { Acteur } from '#acces/acteur.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import { refusFhir } from '#fhir/refus.ts';
import { Refus } from '#lib/refus.ts';
import { ouvrirContexte, typeInconnu, type Contexte, type Porte } from './contexte.ts';
import type { Demande, Reponse } from './demande.ts';
import { capacites } from './gestes/capacites.ts';
import { chercherPage } from './gestes/chercher.ts';
import { ecrire } from './gestes/ecrire.ts';
import { lireHistorique } from './gestes/historique.ts';
import { lireLeJournal, TYPE_DU_JOURNAL } from './gestes/journal.ts';
import { lire, lireUneVersion } from './gestes/lire.ts';
import { jouerOperation } from './gestes/operation.ts';
import { jouerBundle } from './lots/jouer.ts';
import { outcome } from './sortie/outcome.ts';
import { tracerRefus } from './trace-refus.ts';

/** Serves one request. A refusal is traced, then thrown: the edge writes it as an OperationOutcome. */
export async function servir(porte: Porte, acteur: Acteur, demande: Demande): Promise<Reponse> {
  const contexte = ouvrirContexte(porte, acteur);
  await declarerContexte(porte.maison.socle.base, acteur);
  try {
    porte.maison.socle.frein?.verifier(acteur, genreDe(demande));
    const reponse = await aiguiller(contexte, demande);
    if (demande.methode !== 'GET' && demande.methode !== 'HEAD') porte.maison.apresEcriture?.(acteur.territoire);
    return reponse;
  } catch (erreur) {
    if (erreur instanceof Refus) await tracerRefus(contexte, demande, erreur);
    throw erreur;
  }
}

/** How the brake sees a request before it is served: a list, one record, or a write. */
function genreDe({ adresse, methode }: Demande): 'lecture' | 'recherche' | 'ecriture' | 'export' {
  if (adresse.genre === 'operation') return adresse.nom === 'export' ? 'export' : 'recherche';
  if (
    adresse.genre.startsWith('recherche') ||
    adresse.genre.startsWith('historique_') ||
    adresse.genre === 'compartiment'
  )
    return 'recherche';
  if (methode !== 'GET' && methode !== 'HEAD') return 'ecriture';
  return adresse.genre === 'type' || adresse.genre === 'racine' ? 'recherche' : 'lecture';
}

type Suite = Promise<Reponse> | Reponse;

function aiguiller(contexte: Contexte, demande: Demande): Suite {
  const { adresse, methode } = demande;
  const lecture = methode === 'GET' || methode === 'HEAD';
  if ('type' in adresse && adresse.type === TYPE_DU_JOURNAL && (lecture || adresse.genre === 'recherche_type'))
    return lireLeJournal(contexte, demande, adresse);
  switch (adresse.genre) {
    case 'instance':
      if (lecture) return lire(contexte, demande, adresse);
      return methode === 'POST' ? autresMethodes('GET, HEAD, PUT, PATCH, DELETE', demande) : ecrire(contexte, demande);
    case 'type':
      return lecture ? chercherPage(contexte, demande, adresse) : ecrire(contexte, demande);
    case 'racine':
      if (methode === 'POST') return jouerBundle(contexte, demande, async (c, d) => aiguiller(c, d));
      return lecture ? chercherPage(contexte, demande, { type: undefined }) : autresMethodes('GET, POST', demande);
    case 'operation':
      return jouerOperation(contexte, demande, adresse);
    case 'recherche_type':
    case 'recherche_systeme':
    case 'compartiment':
      return aiguillerRecherche(contexte, demande);
    default:
      return lecture ? aiguillerLecture(contexte, demande) : autresMethodes('GET, HEAD', demande);
  }
}

function aiguillerRecherche(contexte: Contexte, demande: Demande): Suite {
  const { adresse, methode } = demande;
  const parAdresse = adresse.genre === 'compartiment' && (methode === 'GET' || methode === 'HEAD');
  if (methode !== 'POST' && !parAdresse)
    return autresMethodes(adresse.genre === 'compartiment' ? 'GET, HEAD, POST' : 'POST', demande);
  if (adresse.genre === 'recherche_type') return chercherPage(contexte, demande, adresse);
  if (adresse.genre !== 'compartiment') return chercherPage(contexte, demande, { type: undefined });
  const { type, id, cible } = adresse;
  if (type !== 'Patient')
    throw refusFhir(404, 'not-supported', `Le seul compartiment servi est celui d’une personne : Patient/…/${cible}.`);
  return chercherPage(contexte, demande, { type: cible === '*' ? undefined : cible, personne: id });
}

function aiguillerLecture(contexte: Contexte, demande: Demande): Suite {
  const { adresse } = demande;
  switch (adresse.genre) {
    case 'version':
      return lireUneVersion(contexte, demande, adresse);
    case 'historique':
    case 'historique_type':
      return lireHistorique(contexte, demande, adresse);
    case 'historique_systeme':
      return lireHistorique(contexte, demande, {});
    case 'capacites':
      return capacites(contexte.porte);
    default:
      throw typeInconnu('');
  }
}

/** The address exists, not with this method: 405 and those that work. */
function autresMethodes(permises: string, { methode }: Demande): Reponse {
  const texte = outcome([
    { severity: 'error', code: 'not-supported', texte: `${methode} ne sert pas ici. Méthodes servies : ${permises}.` },
  ]);
  return { statut: 405, texte, entetes: { allow: permises } };
}
