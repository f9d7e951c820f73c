import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { ouvrirBase, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { FichierAImporter } from './import/lire-fichier.ts';
import type { TablesAnnuaire } from './tables.ts';

const RACINE = path.resolve(import.meta.dirname, '../../../fixtures');
const DE_L_ANNUAIRE = /^(PS_|Extraction|etalab|membres|ror|communes)/;

/** The directory files of the fictitious territory. */
export async function fichiersDuTerritoire(): Promise<FichierAImporter[]> {
  const dossier = path.join(RACINE, 'territoire');
  const noms = (await readdir(dossier)).filter((nom) => DE_L_ANNUAIRE.test(nom)).sort();
  return noms.map((nom) => ({ nom, ouvrir: () => createReadStream(path.join(dossier, nom)) }));
}

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

export function unActeur(dessus: Partial<Acteur> = {}): Acteur {
  return {
    genre: 'compte',
    id: 'compte:sophie',
    nom: 'Sophie Marchand',
    role: 'coordinateur_appui',
    territoire: 't0001' as CodeTerritoire,
    refs: ['PractitionerRole/sophie', 'Organization/finess-000000018'],
    ref: 'PractitionerRole/sophie',
    structure: { ref: 'Organization/finess-000000018', nom: 'DAC Orsène' },
    telephone: '03 53 01 00 01',
    requete: 'session:essai',
    ...dessus,
  };
}

export interface EssaiAnnuaire {
  readonly base: Base;
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly territoire: CodeTerritoire;
  lire<T>(requete: (sql: Kysely<TablesAnnuaire>) => Promise<T>): Promise<T>;
  fermer(): Promise<void>;
}

/** A migrated territory with its queue of two people; the directory is empty until a test imports it. */
export async function unEssai(): Promise<EssaiAnnuaire> {
  const clone = await baseDeTest();
  const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
  const territoire = await creerTerritoire(clone.url, { code: 't0001', nom: 'Essai', profil: 'essai', creeLe: horloge.maintenant() });
  const base = ouvrirBase(urlApplication(clone.url));
  const porteurs = [
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '03 53 01 00 01' },
    { ref: 'PractitionerRole/yann', nom: 'Yann Le Goff', telephone: '03 53 01 00 02' },
  ];
  const file = { nom: 'Accueil du DAC', structure: 'Organization/finess-000000018', boite: 'accueil@dac-orsene.mss-orsene.invalid', porteurs };
  await base.territoire<TablesTerritoire, void>(territoire, (sql) => ecrireReglage(sql, 'files', { dac: file }, 'essai', horloge.maintenant()));
  return {
    base,
    horloge,
    territoire,
    socle: { base, horloge, nouvelId, origine: 'http://essai.invalid' },
    lire: (requete) => base.territoire<TablesAnnuaire, never>(territoire, requete as never),
    fermer: async () => {
      await base.fermer();
      await clone.fermer();
    },
  };
}

const ENTETE =
  "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|";
const NOMS = ['MARTIN', 'LEFÈVRE', 'BENALI', 'ROY', 'HÉLÉNARD', 'DIALLO', 'KERVELLA', 'OUATTARA', 'LEBLOND', 'PERRIN', 'GARNIER', 'FONTAINE', 'LOPEZ', 'THIBAULT', 'MOREAU', 'AUBERT', 'NGUYEN', 'DA SILVA', 'LE GUELLEC', 'VASSEUR', 'SAÏDI', 'PETIT', 'ROUX', 'CHEVALIER', 'MARCHAND'];
const PRENOMS = ['Paul', 'Nadia', 'Claire', 'Hélène', 'Karim', 'Sophie', 'Jean-Marc', 'Inès', 'Lucie', 'Mamadou', 'Élodie', 'Yann', 'Marie', 'Ahmed', 'Chloé', 'Pierre', 'Anne', 'Fabien', 'Muriel', 'Thomas'];
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
  const tete = ['8', rpps, `8${rpps}`, '', '', 'MME', 'Madame', nom, prenom, code, libelle, 'C', 'Civil', '', '', '', '', 'L', 'Libéral, indépendant, artisan, commerçant'];
  const lieu = [siret, site, '', '', `C${site}`, `CABINET ${site}`, `Cabinet ${site}`, '', '', '1', '', 'R', 'Rue', 'DES LILAS', '', commune.toUpperCase(), postal, cog, commune, '99100', 'France', telephone];
  const fin = ['', '', '', '00', 'Orsène (fictif)', `3${siret}`, 'DEMO', 'SA07', 'Cabinet individuel', '', '', '', '', 'GENR01', 'Activité de soin et de pharmacie'];
  return `${[...tete, ...lieu, ...fin].join('|')}|`;
}
