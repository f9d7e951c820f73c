import { versFhir } from './fhir/assembler.ts';
import type { RessourcesAnnuaire } from './fhir/assembler.ts';
import { lireBoitesMssante } from './lecture/boites-mssante.ts';
import { lireFiness } from './lecture/finess.ts';
import { anomalie } from './lecture/lignes.ts';
import { lireMembresLocaux } from './lecture/membres-locaux.ts';
import { lirePersonneActivite } from './lecture/personne-activite.ts';
import { lireDiplomes, lireSavoirFaire } from './lecture/qualifications.ts';
import type {
  Anomalie,
  BoiteMssante,
  DiplomeExtrait,
  EtablissementFiness,
  Flux,
  GeolocalisationFiness,
  LigneLue,
  MembreLocal,
  PersonneActivite,
  SavoirFaireExtrait,
} from './types.ts';

export interface FichierAnnuaire {
  readonly nom: string;
  readonly ouvrir: () => Flux;
}

export interface OptionsLecture {
  /** Keeps a line of activity: the whole country does not fit in memory, a territory does. */
  readonly garderActivite?: (activite: PersonneActivite) => boolean;
  readonly garderEtablissement?: (etablissement: EtablissementFiness) => boolean;
}

export interface AnnuaireLu extends RessourcesAnnuaire {
  /** Lines rejected, reserves and remarks, in the order of the files. */
  readonly anomalies: readonly Anomalie[];
  readonly comptes: Readonly<Record<string, { readonly lues: number; readonly rejetees: number }>>;
}

interface Recolte {
  readonly activites: PersonneActivite[];
  readonly savoirFaire: SavoirFaireExtrait[];
  readonly diplomes: DiplomeExtrait[];
  readonly boites: BoiteMssante[];
  readonly etablissements: EtablissementFiness[];
  readonly geolocalisations: GeolocalisationFiness[];
  readonly membres: MembreLocal[];
  readonly anomalies: Anomalie[];
  readonly comptes: Record<string, { lues: number; rejetees: number }>;
}

async function recolter<T>(
  recolte: Recolte,
  nom: string,
  lignes: AsyncIterable<LigneLue<T>>,
  garder: (valeur: T, ligne: number) => void,
): Promise<void> {
  const compte = { lues: 0, rejetees: 0 };
  recolte.comptes[nom] = compte;
  for await (const ligne of lignes) {
    if (ligne.genre === 'lue') {
      compte.lues += 1;
      recolte.anomalies.push(...ligne.avertissements);
      garder(ligne.valeur, ligne.ligne);
    } else {
      if (ligne.genre === 'rejetee') compte.rejetees += 1;
      recolte.anomalies.push(ligne.anomalie);
    }
  }
}

function lireFichier(recolte: Recolte, fichier: FichierAnnuaire, options: OptionsLecture): Promise<void> {
  const { nom } = fichier;
  const garder = options.garderActivite ?? (() => true);
  const garderSite = options.garderEtablissement ?? (() => true);
  if (nom.startsWith('PS_LibreAcces_Personne_activite'))
    return recolter(
      recolte,
      nom,
      lirePersonneActivite(fichier.ouvrir(), nom),
      (v) => garder(v) && recolte.activites.push(v),
    );
  if (nom.startsWith('PS_LibreAcces_SavoirFaire'))
    return recolter(recolte, nom, lireSavoirFaire(fichier.ouvrir(), nom), (v) => recolte.savoirFaire.push(v));
  if (nom.startsWith('PS_LibreAcces_Dipl_AutExerc'))
    return recolter(recolte, nom, lireDiplomes(fichier.ouvrir(), nom), (v) => recolte.diplomes.push(v));
  if (nom.startsWith('Extraction_Correspondance_MSSante'))
    return recolter(recolte, nom, lireBoitesMssante(fichier.ouvrir(), nom), (v, ligne) =>
      recolte.boites.push({ ...v, origine: { fichier: nom, ligne } }),
    );
  if (nom.startsWith('etalab-cs1100'))
    return recolter(recolte, nom, lireFiness(fichier.ouvrir(), nom), (v) => {
      if (v.type === 'geolocalisation') recolte.geolocalisations.push(v);
      else if (garderSite(v)) recolte.etablissements.push(v);
    });
  if (nom.startsWith('membres-locaux'))
    return recolter(recolte, nom, lireMembresLocaux(fichier.ouvrir(), nom), (v) => recolte.membres.push(v));
  recolte.anomalies.push(
    anomalie(nom, 1, 'Ce nom de fichier n’est celui d’aucune extraction connue : le fichier n’est pas lu.'),
  );
  return Promise.resolve();
}

/**
 * Reads every file by the kind its name tells, one after the other, then gathers them into FHIR resources.
 * Never throws on content: an unreadable line is in `anomalies` with its text, the rest is there.
 */
export async function lireAnnuaire(
  fichiers: readonly FichierAnnuaire[],
  options: OptionsLecture = {},
): Promise<AnnuaireLu> {
  const recolte: Recolte = {
    activites: [], savoirFaire: [], diplomes: [], boites: [], etablissements: [], geolocalisations: [], membres: [],
    anomalies: [], comptes: {},
  }; // prettier-ignore
  for (const fichier of fichiers) await lireFichier(recolte, fichier, options);
  const ressources = versFhir(recolte);
  return { ...ressources, anomalies: [...recolte.anomalies, ...ressources.anomalies], comptes: recolte.comptes };
}
