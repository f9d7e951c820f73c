import type { FichierAImporter } from './import/lire-fichier.ts';

/** A text as a file to import. */
export function unFichier(nom: string, texte: string, complet = true): FichierAImporter {
  return {
    nom,
    complet,
    ouvrir: async function* ouvrir() {
      yield new TextEncoder().encode(texte);
    },
  };
}

const ENTETE =
  "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|";
const NOMS = [
  'MARTIN',
  'LEFÈVRE',
  'BENALI',
  'ROY',
  'HÉLÉNARD',
  'DIALLO',
  'KERVELLA',
  'OUATTARA',
  'LEBLOND',
  'PERRIN',
  'GARNIER',
  'FONTAINE',
  'LOPEZ',
  'THIBAULT',
  'MOREAU',
  'AUBERT',
  'NGUYEN',
  'DA SILVA',
  'LE GUELLEC',
  'VASSEUR',
  'SAÏDI',
  'PETIT',
  'ROUX',
  'CHEVALIER',
  'MARCHAND',
];
const PRENOMS = [
  'Paul',
  'Nadia',
  'Claire',
  'Hélène',
  'Karim',
  'Sophie',
  'Jean-Marc',
  'Inès',
  'Lucie',
  'Mamadou',
  'Élodie',
  'Yann',
  'Marie',
  'Ahmed',
  'Chloé',
  'Pierre',
  'Anne',
  'Fabien',
  'Muriel',
  'Thomas',
];
const METIERS = [['60', 'Infirmier'], ['10', 'Médecin'], ['70', 'Masseur-Kinésithérapeute'], ['21', 'Pharmacien'], ['91', 'Orthophoniste'], ['80', 'Pédicure-Podologue']] as const; // prettier-ignore
const COMMUNES = [['00001', '00100', 'Orsène'], ['00002', '00110', 'Saint-Aubrin'], ['00003', '00120', 'Pont-de-Loive'], ['00004', '00130', 'Montfaury'], ['00005', '00140', 'Vieilleval']] as const; // prettier-ignore

/** `nombre` invented professionals in the format of the national extraction, header first. Same number, same lines. */
export function lignesDeDemonstration(nombre: number): string[] {
  return [ENTETE, ...Array.from({ length: nombre }, (_vide, i) => ligneDActivite(i))];
}

function ligneDActivite(i: number): string {
  const rpps = `9971${String(i).padStart(7, '0')}`;
  const nom = NOMS[i % NOMS.length] ?? '';
  const prenom = PRENOMS[(i * 7) % PRENOMS.length] ?? '';
  const [code, libelle] = METIERS[i % METIERS.length] ?? METIERS[0];
  const [cog, postal, commune] = COMMUNES[i % COMMUNES.length] ?? COMMUNES[0];
  const site = String(Math.floor(i / 3)).padStart(9, '0');
  const telephone = `035301${String(i % 10_000).padStart(4, '0')}`;
  const siret = `${site}00011`;
  const tete = [
    '8',
    rpps,
    `8${rpps}`,
    '',
    '',
    'MME',
    'Madame',
    nom,
    prenom,
    code,
    libelle,
    'C',
    'Civil',
    '',
    '',
    '',
    '',
    'L',
    'Libéral, indépendant, artisan, commerçant',
  ];
  const lieu = [
    siret,
    site,
    '',
    '',
    `C${site}`,
    `CABINET ${site}`,
    `Cabinet ${site}`,
    '',
    '',
    '1',
    '',
    'R',
    'Rue',
    'DES LILAS',
    '',
    commune.toUpperCase(),
    postal,
    cog,
    commune,
    '99100',
    'France',
    telephone,
  ];
  const fin = [
    '',
    '',
    '',
    '00',
    'Orsène (fictif)',
    `3${siret}`,
    'DEMO',
    'SA07',
    'Cabinet individuel',
    '',
    '',
    '',
    '',
    'GENR01',
    'Activité de soin et de pharmacie',
  ];
  return `${[...tete, ...lieu, ...fin].join('|')}|`;
}
