import { dateLunaire } from './date-lunaire.ts';
import type { AppelInsi, InsLue, TraitsInsi } from './insi.ts';
import type { VocabulaireInsi } from './vocabulaire.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const ADRESSAGE = 'http://www.w3.org/2005/08/addressing';
const CONTEXTE_LPS = 'urn:siram:lps:ctxlps';
const CONTEXTE_BAM = 'urn:siram:bam:ctxbam';

/** Who calls, as the national health insurance registered this software and this structure. */
export interface AppelantInsi {
  /** Number of the authorisation of the software (« IDAM »). */
  readonly idam: string;
  /** National number of the structure that calls, with its kind in front. */
  readonly emetteur: string;
  readonly nom: string;
  readonly version: string;
  /** UUID of this installation. */
  readonly instance: string;
}

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

const groupe = (nom: string, contenu: string): string => `<ns:${nom}>${contenu}</ns:${nom}>`;

/** In the order of the schema; one given name at a time, the date always ten characters long. */
function traits({ champs }: VocabulaireInsi, t: TraitsInsi): string {
  return [
    element(champs.nomNaissance, t.nomNaissance),
    ...t.prenoms.slice(0, 1).map((prenom) => element(champs.prenom, prenom)),
    element(champs.sexe, t.sexe),
    element(champs.dateNaissance, dateLunaire(t.dateNaissance)),
    element(champs.lieuNaissance, t.lieuNaissance),
  ].join('');
}

function contexteLps({ idam, emetteur, nom, version, instance }: AppelantInsi, id: string, temps: string): string {
  const e = (balise: string, valeur: string, attributs = ''): string =>
    `<lps:${balise}${attributs}>${echapper(valeur)}</lps:${balise}>`;
  return (
    `<lps:ContexteLPS xmlns:lps="${CONTEXTE_LPS}" Nature="CTXLPS" Version="01_00">` +
    `${e('Id', id)}${e('Temps', temps)}${e('Emetteur', emetteur)}<lps:LPS>${e('IDAM', idam, ' R="4"')}${e('Version', version)}` +
    `${e('Instance', instance)}${e('Nom', `urn:lps:${nom}:${version}`)}</lps:LPS></lps:ContexteLPS>`
  );
}

/** The cover of the person is required by the schema and said empty: the search does not need her insurance. */
function contexteBam({ emetteur }: AppelantInsi, id: string, temps: string): string {
  return (
    `<bam:ContexteBAM xmlns:bam="${CONTEXTE_BAM}" Nature="CTXBAM" Version="01_02"><bam:Id>${echapper(id)}</bam:Id>` +
    `<bam:Temps>${temps}</bam:Temps><bam:Emetteur>${echapper(emetteur)}</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>`
  );
}

interface Corps {
  readonly action: string;
  readonly espace: string;
  readonly nom: string;
  readonly contenu: string;
}

/** What goes with every call beside its body. */
export interface Expedition {
  readonly mots: VocabulaireInsi;
  readonly appelant: AppelantInsi;
  readonly appel: AppelInsi;
  readonly le: Date;
}

/** SOAP 1.2, one body. `preuve` is XML of the deployment's own signer: it enters the header as it is. */
function envelopper({ action, espace, nom, contenu }: Corps, { appelant, appel, le }: Expedition): string {
  const { id, preuve = '' } = appel;
  const temps = le.toISOString();
  return (
    `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${SOAP}" xmlns:wsa="${ADRESSAGE}"><env:Header>` +
    `${preuve}${contexteLps(appelant, id, temps)}<wsa:Action>${echapper(action)}</wsa:Action>` +
    `<wsa:MessageID>uuid:${echapper(id)}</wsa:MessageID>${contexteBam(appelant, id, temps)}</env:Header>` +
    `<env:Body><ns:${nom} xmlns:ns="${echapper(espace)}">${contenu}</ns:${nom}></env:Body></env:Envelope>`
  );
}

export interface Enveloppe {
  readonly action: string;
  readonly texte: string;
}

export function demandeDeRecherche(t: TraitsInsi, expedition: Expedition): Enveloppe {
  const { mots } = expedition;
  const action = mots.actions.rechercher;
  const corps = { action, espace: mots.espaces.recherche, nom: mots.requetes.rechercher, contenu: traits(mots, t) };
  return { action, texte: envelopper(corps, expedition) };
}

export function demandeDeVerification(ins: InsLue, t: TraitsInsi, expedition: Expedition): Enveloppe {
  const { verification: v, actions, espaces, requetes } = expedition.mots;
  const numero = element(v.numero, ins.matricule.slice(0, 13)) + element(v.cle, ins.matricule.slice(13));
  const fourni = groupe(v.ins, groupe(v.identifiant, numero) + element(v.oid, ins.oid));
  const corps = {
    action: actions.verifier,
    espace: espaces.verification,
    nom: requetes.verifier,
    contenu: groupe(v.individu, fourni + groupe(v.traits, traits(expedition.mots, t))),
  };
  return { action: actions.verifier, texte: envelopper(corps, expedition) };
}
