import type { AppelInsi, InsLue, TraitsInsi } from './insi.ts';
import type { VocabulaireInsi } from './vocabulaire.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const ADRESSAGE = 'http://www.w3.org/2005/08/addressing';

export function echapper(texte: string): string {
  return texte
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function element(nom: string, valeur: string | undefined): string {
  return valeur === undefined ? '' : `<ns:${nom}>${echapper(valeur)}</ns:${nom}>`;
}

function traits({ champs }: VocabulaireInsi, t: TraitsInsi): string {
  return [
    element(champs.nomNaissance, t.nomNaissance),
    ...t.prenoms.slice(0, 1).map((prenom) => element(champs.prenom, prenom)),
    element(champs.sexe, t.sexe),
    element(champs.dateNaissance, t.dateNaissance),
    element(champs.lieuNaissance, t.lieuNaissance),
  ].join('');
}

interface Corps {
  readonly action: string;
  readonly espace: string;
  readonly nom: string;
  readonly contenu: string;
}

/** SOAP 1.2, one body. `preuve` is XML of the deployment's own signer: it enters the header as it is. */
function envelopper({ action, espace, nom, contenu }: Corps, { id, preuve = '' }: AppelInsi): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${SOAP}" xmlns:wsa="${ADRESSAGE}"><env:Header>` +
    `<wsa:Action env:mustUnderstand="true">${echapper(action)}</wsa:Action><wsa:MessageID>urn:uuid:${echapper(id)}</wsa:MessageID>` +
    `${preuve}</env:Header><env:Body><ns:${nom} xmlns:ns="${echapper(espace)}">${contenu}</ns:${nom}></env:Body></env:Envelope>`
  );
}

export interface Enveloppe {
  readonly action: string;
  readonly texte: string;
}

export function demandeDeRecherche(mots: VocabulaireInsi, t: TraitsInsi, appel: AppelInsi): Enveloppe {
  const action = mots.actions.rechercher;
  const corps = { action, espace: mots.espaces.recherche, nom: mots.requetes.rechercher, contenu: traits(mots, t) };
  return { action, texte: envelopper(corps, appel) };
}

export function demandeDeVerification(mots: VocabulaireInsi, ins: InsLue, t: TraitsInsi, appel: AppelInsi): Enveloppe {
  const { champs, actions, espaces, requetes } = mots;
  const numero =
    element(champs.matricule, ins.matricule.slice(0, 13)) +
    element(champs.cle, ins.matricule.slice(13)) +
    element(champs.oid, ins.oid);
  const corps = {
    action: actions.verifier,
    espace: espaces.verification,
    nom: requetes.verifier,
    contenu: numero + traits(mots, t),
  };
  return { action: actions.verifier, texte: envelopper(corps, appel) };
}
