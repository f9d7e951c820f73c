import { libelleDe } from '#connectors/ror/index.ts';
import type { Activite, Professionnel, Structure, Territoire } from './modele.ts';

const IDENTITE = ["Type d'identifiant PP", 'Identifiant PP', 'Identification nationale PP'];
const COORDONNEES = [
  'Complément destinataire', 'Complément point géographique', 'Numéro Voie', 'Indice répétition voie', 'Code type de voie',
  'Libellé type de voie', 'Libellé Voie', 'Mention distribution', 'Bureau cedex', 'Code postal', 'Code commune', 'Libellé commune',
  'Code pays', 'Libellé pays', 'Téléphone', 'Téléphone 2', 'Télécopie', 'Adresse e-mail',
].map((colonne) => `${colonne} (coord. structure)`); // prettier-ignore

/** Columns of the 2026 file, in their published order. */
export const COLONNES_ACTIVITE: readonly string[] = [
  ...IDENTITE, "Code civilité d'exercice", "Libellé civilité d'exercice", 'Code civilité', 'Libellé civilité', "Nom d'exercice",
  "Prénom d'exercice", 'Code profession', 'Libellé profession', 'Code catégorie professionnelle', 'Libellé catégorie professionnelle',
  'Code type savoir-faire', 'Libellé type savoir-faire', 'Code savoir-faire', 'Libellé savoir-faire', 'Code mode exercice',
  'Libellé mode exercice', 'Numéro SIRET site', 'Numéro SIREN site', 'Numéro FINESS site', 'Numéro FINESS établissement juridique',
  'Identifiant technique de la structure', 'Raison sociale site', 'Enseigne commerciale site', ...COORDONNEES,
  'Code Département (structure)', 'Libellé Département (structure)', 'Ancien identifiant de la structure', "Autorité d'enregistrement",
  "Code secteur d'activité", "Libellé secteur d'activité", 'Code section tableau pharmaciens', 'Libellé section tableau pharmaciens',
  'Code rôle', 'Libellé rôle', 'Code genre activité', 'Libellé genre activité',
]; // prettier-ignore

const COLONNES_SAVOIR_FAIRE: readonly string[] = [
  ...IDENTITE, "Nom d'exercice", "Prénom d'exercice", 'Code profession', 'Libellé profession', 'Code catégorie professionnelle',
  'Libellé catégorie professionnelle', 'Code type savoir-faire', 'Libellé type savoir-faire', 'Code savoir-faire', 'Libellé savoir-faire',
]; // prettier-ignore

type Valeurs = Readonly<Record<string, string | undefined>>;

export function tableau(colonnes: readonly string[], lignes: readonly Valeurs[]): string {
  // A line of these files is written without quoting: a separator inside a value would break it.
  const propre = (valeur: string | undefined): string => (valeur ?? '').replace(/[|\n]/g, ' ');
  const corps = lignes.map((ligne) => `${colonnes.map((colonne) => propre(ligne[colonne])).join('|')}|`);
  return `${[`${colonnes.join('|')}|`, ...corps].join('\n')}\n`;
}

export function libelleProfession(code: string): string {
  return (
    libelleDe('TRE_G15-ProfessionSante', code) ??
    libelleDe('TRE_R95-UsagerTitre', code) ??
    libelleDe('TRE_R94-ProfessionSocial', code) ??
    ''
  );
}

export function enCapitales(texte: string): string {
  return texte.replace(/’/g, "'").toUpperCase();
}

function colonnesPersonne(pro: Professionnel, profession: string): Valeurs {
  return {
    "Type d'identifiant PP": '8',
    'Identifiant PP': pro.rpps,
    'Identification nationale PP': `8${pro.rpps}`,
    "Code civilité d'exercice": pro.titre,
    "Libellé civilité d'exercice": pro.titre ? 'Docteur' : '',
    'Code civilité': pro.civilite,
    'Libellé civilité': pro.civilite === 'M' ? 'Monsieur' : 'Madame',
    "Nom d'exercice": enCapitales(pro.nom),
    "Prénom d'exercice": pro.prenom,
    'Code profession': profession,
    'Libellé profession': libelleProfession(profession),
    'Code catégorie professionnelle': 'C',
    'Libellé catégorie professionnelle': 'Civil',
  };
}

function colonnesSavoirFaire(code: string | undefined): Valeurs {
  if (!code) return {};
  return {
    'Code type savoir-faire': 'S',
    'Libellé type savoir-faire': 'Spécialité ordinale',
    'Code savoir-faire': code,
    'Libellé savoir-faire': libelleDe('TRE_R38-SpecialiteOrdinale', code),
  };
}

function colonnesStructure(structure: Structure): Valeurs {
  const { adresse, finess } = structure;
  return {
    'Numéro SIRET site': structure.siret,
    'Numéro SIREN site': structure.siret.slice(0, 9),
    'Numéro FINESS site': finess,
    'Numéro FINESS établissement juridique': structure.finessJuridique,
    'Identifiant technique de la structure': finess ? `F${finess}` : `C${structure.siret.slice(4, 13)}`,
    'Raison sociale site': structure.long.replace(/’/g, "'"),
    'Enseigne commerciale site': structure.nom,
    'Numéro Voie (coord. structure)': adresse.numero,
    'Code type de voie (coord. structure)': adresse.codeVoie,
    'Libellé type de voie (coord. structure)': adresse.typeVoie,
    'Libellé Voie (coord. structure)': adresse.voie,
    'Bureau cedex (coord. structure)': enCapitales(adresse.commune.nom),
    'Code postal (coord. structure)': adresse.commune.codePostal,
    'Code commune (coord. structure)': adresse.commune.cog,
    'Libellé commune (coord. structure)': adresse.commune.nom,
    'Code pays (coord. structure)': '99100',
    'Libellé pays (coord. structure)': 'France',
    'Téléphone (coord. structure)': structure.telephone,
    'Code Département (structure)': '00',
    'Libellé Département (structure)': 'Orsène (fictif)',
    'Ancien identifiant de la structure': finess ? `1${finess}` : `3${structure.siret}`,
    "Autorité d'enregistrement": 'DEMO/DEMO/DEMO',
    "Code secteur d'activité": structure.secteur,
    "Libellé secteur d'activité": libelleDe('TRE_R02-SecteurActivite', structure.secteur),
  };
}

const SECTIONS: Readonly<Record<string, string>> = {
  A: "Pharmacien titulaire d'officine",
  D: 'Pharmacien adjoint, remplaçant ou gérant',
  H: "Pharmacien d'établissement de santé",
};

function colonnesActivite(activite: Activite): Valeurs {
  return {
    'Code mode exercice': activite.mode,
    'Libellé mode exercice': libelleDe('TRE_R23-ModeExercice', activite.mode),
    'Code section tableau pharmaciens': activite.section,
    'Libellé section tableau pharmaciens': SECTIONS[activite.section ?? ''],
    'Code rôle': activite.role,
    'Libellé rôle': libelleDe('TRE_R85-RolePriseCharge', activite.role ?? ''),
    'Code genre activité': activite.genre,
    'Libellé genre activité': libelleDe('TRE_R22-GenreActivite', activite.genre),
  };
}

/** `PS_LibreAcces_Personne_activite`: one line per person × savoir-faire × place, as the national file does. */
export function fichierActivites(territoire: Territoire): string {
  const lignes = territoire.professionnels.flatMap((pro) =>
    pro.activites.flatMap((activite, rang) => {
      const savoirs = rang === 0 && pro.savoirFaire.length > 0 ? pro.savoirFaire : [undefined];
      return savoirs.map((savoir) => ({
        ...colonnesPersonne(pro, activite.profession),
        ...colonnesSavoirFaire(savoir),
        ...colonnesActivite(activite),
        ...colonnesStructure(activite.structure),
      }));
    }),
  );
  return tableau(COLONNES_ACTIVITE, lignes);
}

export function fichierSavoirFaire(territoire: Territoire): string {
  const lignes = territoire.professionnels.flatMap((pro) =>
    pro.savoirFaire.map((savoir) => ({
      ...colonnesPersonne(pro, pro.activites[0]?.profession ?? ''),
      ...colonnesSavoirFaire(savoir),
    })),
  );
  return tableau(COLONNES_SAVOIR_FAIRE, lignes);
}
