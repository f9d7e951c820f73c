import { luhnValide, reserveFiness } from '../cles.ts';
import type {
  AdresseExtraite,
  CodeLibelle,
  Flux,
  LigneLue,
  PersonneActivite,
  PersonneExtraite,
  StructureExtraite,
} from '../types.ts';
import { codeLibelle, lireTableau, sansVides } from './tableau.ts';
import type { Champs } from './tableau.ts';

export const COLONNES_PERSONNE = [
  "Type d'identifiant PP",
  'Identifiant PP',
  'Identification nationale PP',
  "Nom d'exercice",
  "Prénom d'exercice",
] as const;

const ATTENDUES = [
  "Code civilité d'exercice",
  'Code civilité',
  'Code profession',
  'Code catégorie professionnelle',
  'Code type savoir-faire',
  'Code savoir-faire',
  'Code mode exercice',
  'Numéro SIRET site',
  'Numéro FINESS site',
  'Numéro FINESS établissement juridique',
  'Identifiant technique de la structure',
  'Raison sociale site',
  'Code postal (coord. structure)',
  'Code commune (coord. structure)',
  'Téléphone (coord. structure)',
  'Ancien identifiant de la structure',
  "Code secteur d'activité",
];

/** Identity columns, common to the three PS_LibreAcces files. A string is the reason to refuse the line. */
export function lirePersonne(champs: Champs): string | { valeur: PersonneExtraite; reserves: string[] } {
  const type = champs("Type d'identifiant PP");
  const identifiant = champs('Identifiant PP');
  const idnps = champs('Identification nationale PP') || `${type}${identifiant}`;
  const nom = champs("Nom d'exercice");
  if (identifiant === '')
    return 'L’identifiant du professionnel est vide : la ligne ne peut être rattachée à personne.';
  if (nom === '') return `Le nom d’exercice du professionnel ${identifiant} est vide.`;
  if (type === '8' && !/^\d{11}$/.test(identifiant)) return `Le numéro RPPS « ${identifiant} » n’a pas 11 chiffres.`;
  const reserves: string[] = [];
  if (type === '8' && !luhnValide(identifiant))
    reserves.push(`Le numéro RPPS « ${identifiant} » a une clé de contrôle fausse.`);
  if (type !== '' && idnps !== `${type}${identifiant}`)
    reserves.push(`L’identification nationale « ${idnps} » ne correspond pas à l’identifiant « ${identifiant} ».`);
  const valeur = sansVides<PersonneExtraite>({
    typeIdentifiant: type || idnps.slice(0, 1),
    identifiant,
    idnps,
    nom,
    prenom: champs("Prénom d'exercice"),
    civilite: champs('Code civilité'),
    civiliteExercice: champs("Code civilité d'exercice"),
  });
  return { valeur: { ...valeur, prenom: valeur.prenom ?? '' }, reserves };
}

function lireAdresse(champs: Champs): AdresseExtraite {
  const lire = (colonne: string): string => champs(`${colonne} (coord. structure)`);
  return sansVides<AdresseExtraite>({
    destinataire: lire('Complément destinataire'),
    pointGeographique: lire('Complément point géographique'),
    numeroVoie: lire('Numéro Voie'),
    indiceRepetition: lire('Indice répétition voie'),
    typeVoie: lire('Libellé type de voie') || lire('Code type de voie'),
    libelleVoie: lire('Libellé Voie'),
    mentionDistribution: lire('Mention distribution'),
    ligneAcheminement: lire('Bureau cedex'),
    codePostal: lire('Code postal'),
    commune: codeLibelle(champs, 'Code commune (coord. structure)', 'Libellé commune (coord. structure)'),
    pays: codeLibelle(champs, 'Code pays (coord. structure)', 'Libellé pays (coord. structure)'),
  });
}

function lireStructure(champs: Champs): StructureExtraite | undefined {
  const telephones = [champs('Téléphone (coord. structure)'), champs('Téléphone 2 (coord. structure)')];
  const structure = sansVides<StructureExtraite>({
    siret: champs('Numéro SIRET site'),
    siren: champs('Numéro SIREN site'),
    finess: champs('Numéro FINESS site').toUpperCase(),
    finessJuridique: champs('Numéro FINESS établissement juridique').toUpperCase(),
    identifiantTechnique: champs('Identifiant technique de la structure'),
    idnst: champs('Ancien identifiant de la structure'),
    raisonSociale: champs('Raison sociale site'),
    enseigne: champs('Enseigne commerciale site'),
    adresse: lireAdresse(champs),
    telephones: telephones.filter((numero) => numero !== ''),
    telecopie: champs('Télécopie (coord. structure)'),
    courriel: champs('Adresse e-mail (coord. structure)'),
    secteur: codeLibelle(champs, "Code secteur d'activité", "Libellé secteur d'activité"),
  });
  const { finess, siret, idnst, identifiantTechnique, raisonSociale } = structure;
  return finess || siret || idnst || identifiantTechnique || raisonSociale ? structure : undefined;
}

function interpreter(champs: Champs): string | { valeur: PersonneActivite; reserves: string[] } {
  const lue = lirePersonne(champs);
  if (typeof lue === 'string') return lue;
  const structure = lireStructure(champs);
  const reserves = [
    ...lue.reserves,
    reserveFiness(structure?.finess ?? ''),
    reserveFiness(structure?.finessJuridique ?? '', 'Le numéro FINESS de l’entité juridique'),
  ].filter((reserve) => reserve !== undefined);
  const code = (colonne: string): CodeLibelle | undefined =>
    codeLibelle(champs, `Code ${colonne}`, `Libellé ${colonne}`);
  const valeur = sansVides<PersonneActivite>({
    personne: lue.valeur,
    profession: code('profession'),
    categorie: code('catégorie professionnelle'),
    typeSavoirFaire: code('type savoir-faire'),
    savoirFaire: code('savoir-faire'),
    modeExercice: code('mode exercice'),
    sectionPharmacien: code('section tableau pharmaciens'),
    role: code('rôle'),
    genreActivite: code('genre activité'),
    autoriteEnregistrement: champs("Autorité d'enregistrement"),
    structure,
  });
  return { valeur, reserves };
}

/**
 * Streams `PS_LibreAcces_Personne_activite_*.txt`: UTF-8, `|` with a trailing one, header line, no quoting.
 * Columns are read by name. A wrong key is a reserve; a line without identifier or name is rejected.
 */
export function lirePersonneActivite(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<PersonneActivite>> {
  return lireTableau(flux, {
    fichier: nomFichier,
    separateur: '|',
    obligatoires: COLONNES_PERSONNE,
    attendues: ATTENDUES,
    interpreter,
  });
}
