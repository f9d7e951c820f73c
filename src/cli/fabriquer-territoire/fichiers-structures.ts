import { libelleDe } from '#connectors/ror/index.ts';
import { enCapitales, libelleProfession, tableau } from './fichier-activites.ts';
import type { Professionnel, Structure, Territoire } from './modele.ts';

const COLONNES_BOITES: readonly string[] = [
  'Type de BAL', 'Adresse BAL', 'Type Identifiant PP', 'Identifiant PP', 'Identification nationale PP', 'Type identifiant structure',
  'Identification Structure', 'Service de rattachement', "Civilité d'exercice", "Nom d'exercice", "Prénom d'exercice",
  'Catégorie profession', 'Libellé de catégorie profession', 'Code Profession', 'Libellé Profession', 'Code savoir-faire',
  'Libellé savoir-faire', 'Dématérialisation', 'Raison Sociale structure BAL', 'Enseigne commerciale structure BAL',
  'L2COMPLEMENTLOCALISATION structure BAL', 'L3COMPLEMENTDISTRIBUTION structure BAL', 'L4NUMEROVOIE structure BAL',
  'L4COMPLEMENTNUMEROVOIE structure BAL', 'NL4TYPEVOIE structure BAL', 'L4LIBELLEVOIE structure BAL', 'L5LIEUDITMENTION structure BAL',
  'L6LIGNEACHEMINEMENT structure BAL', 'Code postal structure BAL', 'Département structure BAL', 'Pays structure BAL',
]; // prettier-ignore

type Ligne = Readonly<Record<string, string | undefined>>;

function ligneStructure(structure: Structure): Ligne {
  return {
    'Type identifiant structure': structure.finess ? '1' : '3',
    'Identification Structure': structure.finess ? `1${structure.finess}` : `3${structure.siret}`,
    'Raison Sociale structure BAL': structure.long,
    'Enseigne commerciale structure BAL': structure.nom,
    'L4NUMEROVOIE structure BAL': structure.adresse.numero,
    'NL4TYPEVOIE structure BAL': structure.adresse.codeVoie,
    'L4LIBELLEVOIE structure BAL': structure.adresse.voie,
    'L6LIGNEACHEMINEMENT structure BAL': enCapitales(structure.adresse.commune.nom),
    'Code postal structure BAL': structure.adresse.commune.codePostal,
    'Département structure BAL': 'Orsène (fictif)',
    'Pays structure BAL': 'France',
  };
}

function lignePersonne(pro: Professionnel): Ligne {
  const profession = pro.activites[0]?.profession ?? '';
  return {
    'Type Identifiant PP': '8',
    'Identifiant PP': pro.rpps,
    'Identification nationale PP': `8${pro.rpps}`,
    "Civilité d'exercice": pro.titre,
    "Nom d'exercice": enCapitales(pro.nom),
    "Prénom d'exercice": pro.prenom,
    'Catégorie profession': 'C',
    'Libellé de catégorie profession': 'Civil',
    'Code Profession': profession,
    'Libellé Profession': libelleProfession(profession),
    'Code savoir-faire': pro.savoirFaire[0],
    'Libellé savoir-faire': libelleDe('TRE_R38-SpecialiteOrdinale', pro.savoirFaire[0] ?? ''),
    Dématérialisation: 'O',
  };
}

/** `Extraction_Correspondance_MSSante`: boxes of people (PER), of people in one place (PER + structure), of structures (ORG). */
export function fichierBoites(territoire: Territoire): string {
  const personnelles = territoire.professionnels.flatMap((pro) => {
    const sienne = pro.boite ? [{ 'Type de BAL': 'PER', 'Adresse BAL': pro.boite, ...lignePersonne(pro) }] : [];
    const situees = pro.activites
      .filter((activite) => activite.boite)
      .map((a) => ({
        ...ligneStructure(a.structure),
        ...lignePersonne(pro),
        'Type de BAL': 'PER',
        'Adresse BAL': a.boite,
      }));
    return [...sienne, ...situees];
  });
  const organisation = territoire.structures.flatMap((structure) =>
    structure.boites.map(({ adresse, service }) => ({
      ...ligneStructure(structure),
      'Type de BAL': 'ORG',
      'Adresse BAL': adresse,
      'Service de rattachement': service,
      Dématérialisation: 'O',
    })),
  );
  return tableau(COLONNES_BOITES, [...personnelles, ...organisation]);
}

function ligneFiness(structure: Structure): string {
  const { adresse } = structure;
  const champs = [
    'structureet', structure.finess, structure.finessJuridique, structure.nom, '', '', '',
    adresse.numero, adresse.codeVoie, adresse.voie, '', '', adresse.commune.cog.slice(2), '00', 'ORSENE (FICTIF)',
    `${adresse.commune.codePostal} ${enCapitales(adresse.commune.nom)}`, structure.telephone, '', structure.categorie,
    libelleDe('TRE_R66-CategorieEtablissement', structure.categorie ?? ''), '0000', 'Agrégat de démonstration', structure.siret, '',
    '', '', '', '', '2012-01-01', '2012-01-01', '2026-10-15',
  ]; // prettier-ignore
  return champs.map((champ) => (champ ?? '').replace(/[;\n]/g, ' ')).join(';');
}

/** Geolocated FINESS file: the sites, then their Lambert-93 coordinates. */
export function fichierFiness(territoire: Territoire): string {
  const sites = territoire.structures.filter((structure) => structure.finess);
  const positions = sites.map(
    (s) =>
      `geolocalisation;${s.finess};${s.x.toFixed(1)};${s.y.toFixed(1)};1,DEMONSTRATION,100,IGN,BD_ADRESSE,V3,LAMBERT_93;2026-10-15`,
  );
  return `${['finess;etalab;94;2026-11-02', ...sites.map(ligneFiness), ...positions].join('\n')}\n`;
}

/** Our own format for the people no national directory lists. */
export function fichierMembres(territoire: Territoire): string {
  const entete =
    'identifiant;civilite;nom;prenom;role_table;role_code;role_libelle;fonction;structure_type;structure_identifiant;telephone;mssante';
  const lignes = territoire.membres.map((m) => {
    const table = m.table === 'R94' ? 'TRE_R94-ProfessionSocial' : 'TRE_R85-RolePriseCharge';
    const lieu = m.structure.finess ? ['FINESS', m.structure.finess] : ['SIRET', m.structure.siret];
    return [
      m.identifiant,
      m.civilite,
      m.nom,
      m.prenom,
      m.table,
      m.code,
      libelleDe(table, m.code) ?? '',
      m.fonction,
      ...lieu,
      m.telephone,
      m.mssante ?? '',
    ].join(';');
  });
  return `${[entete, ...lignes].join('\n')}\n`;
}
