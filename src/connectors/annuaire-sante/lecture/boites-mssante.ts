import type { AdresseExtraite, BoiteMssante, Flux, LigneLue, TypeBoite } from '../types.ts';
import { lireTableau, sansVides } from './tableau.ts';
import type { Champs } from './tableau.ts';

const TYPES: readonly string[] = ['PER', 'CAB', 'ORG', 'APP'] satisfies TypeBoite[];

function estTypeBoite(texte: string): texte is TypeBoite {
  return TYPES.includes(texte);
}

/** First non-empty column: two spellings of the header circulate. */
function premier(champs: Champs, ...colonnes: string[]): string {
  return colonnes.map(champs).find((valeur) => valeur !== '') ?? '';
}

function lireAdresse(champs: Champs): AdresseExtraite {
  const lire = (colonne: string): string => champs(`${colonne} structure BAL`);
  return sansVides<AdresseExtraite>({
    destinataire: lire('L2COMPLEMENTLOCALISATION'),
    pointGeographique: lire('L3COMPLEMENTDISTRIBUTION'),
    numeroVoie: lire('L4NUMEROVOIE'),
    indiceRepetition: lire('L4COMPLEMENTNUMEROVOIE'),
    typeVoie: premier(champs, 'NL4TYPEVOIE structure BAL', 'L4TYPEVOIE structure BAL'),
    libelleVoie: lire('L4LIBELLEVOIE'),
    mentionDistribution: lire('L5LIEUDITMENTION'),
    ligneAcheminement: lire('L6LIGNEACHEMINEMENT'),
    codePostal: lire('Code postal'),
  });
}

const DEMATERIALISATION: Readonly<Record<string, boolean>> = {
  O: true,
  OUI: true,
  '1': true,
  N: false,
  NON: false,
  '0': false,
};

function interpreter(champs: Champs): string | { valeur: BoiteMssante; reserves: string[] } {
  const type = champs('Type de BAL').toUpperCase();
  const adresse = champs('Adresse BAL').toLowerCase();
  if (!estTypeBoite(type)) return `Le type de boîte « ${type} » n’est pas connu (PER, CAB, ORG ou APP attendu).`;
  if (!/^[^\s@|]+@[^\s@|]+\.[^\s@|]+$/.test(adresse))
    return `L’adresse « ${adresse} » n’est pas une adresse de messagerie.`;
  const identifiantPersonne = champs('Identifiant PP');
  const identifiantStructure = premier(champs, 'Identification Structure', 'Identifiant structure');
  const personnelle = type === 'PER' || type === 'CAB';
  if (personnelle && identifiantPersonne === '') return `La boîte ${type} « ${adresse} » n’a pas de professionnel.`;
  if (!personnelle && identifiantStructure === '') return `La boîte ${type} « ${adresse} » n’a pas de structure.`;
  const valeur = sansVides<BoiteMssante>({
    type,
    adresse,
    identifiantPersonne,
    idnps: champs('Identification nationale PP'),
    typeIdentifiantStructure: premier(champs, 'Type identifiant structure', "Type d'identifiant structure"),
    identifiantStructure,
    service: champs('Service de rattachement'),
    raisonSociale: champs('Raison Sociale structure BAL'),
    dematerialisation: DEMATERIALISATION[champs('Dématérialisation').toUpperCase()],
    adressePostale: lireAdresse(champs),
  });
  return { valeur, reserves: [] };
}

/** Streams `Extraction_Correspondance_MSSante_*.txt`: one line = one mailbox and the person or structure it belongs to. */
export function lireBoitesMssante(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<BoiteMssante>> {
  return lireTableau(flux, {
    fichier: nomFichier,
    separateur: '|',
    obligatoires: ['Type de BAL', 'Adresse BAL', 'Identifiant PP'],
    attendues: ['Identification nationale PP', 'Service de rattachement', 'Raison Sociale structure BAL'],
    interpreter,
  });
}
