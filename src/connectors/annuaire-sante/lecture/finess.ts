import { reserveFiness } from '../cles.ts';
import { depuisLambert93 } from '../lambert93.ts';
import type {
  AdresseExtraite,
  EtablissementFiness,
  Flux,
  GeolocalisationFiness,
  LigneFiness,
  LigneLue,
} from '../types.ts';
import { anomalie, lireLignes } from './lignes.ts';
import type { LigneBrute } from './lignes.ts';
import { sansVides } from './tableau.ts';

// No header in this file: positions are the published ones, 0 being the kind of the line.
const RANG = {
  finess: 1, finessJuridique: 2, raisonSociale: 3, raisonSocialeLongue: 4, complementDistribution: 6, numeroVoie: 7,
  typeVoie: 8, voie: 9, complementVoie: 10, lieuDit: 11, commune: 12, departement: 13, acheminement: 15, telephone: 16,
  telecopie: 17, categorie: 18, libelleCategorie: 19, siret: 22, ape: 23, sph: 26, libelleSph: 27, ouverture: 28, miseAJour: 30,
} as const; // prettier-ignore

const CHAMPS_ETABLISSEMENT = 31;

type Interpretation = string | { readonly valeur: LigneFiness; readonly reserves: readonly string[] };

function lireAdresse(champ: (rang: number) => string): AdresseExtraite {
  const acheminement = /^(\d{5})\s+(.*)$/.exec(champ(RANG.acheminement));
  const departement = champ(RANG.departement);
  const commune = champ(RANG.commune);
  // Overseas departments are written 9A…9F here while the commune code starts with 97 or 98: left aside.
  const cog = /^\d{2}$|^2[AB]$/.test(departement) && commune !== '' ? departement + commune : '';
  return sansVides<AdresseExtraite>({
    pointGeographique: champ(RANG.complementDistribution),
    numeroVoie: champ(RANG.numeroVoie),
    indiceRepetition: champ(RANG.complementVoie),
    typeVoie: champ(RANG.typeVoie),
    libelleVoie: champ(RANG.voie),
    mentionDistribution: champ(RANG.lieuDit),
    codePostal: acheminement?.[1],
    ligneAcheminement: acheminement?.[2] ?? champ(RANG.acheminement),
    commune: cog === '' ? undefined : { code: cog, libelle: acheminement?.[2] ?? '' },
  });
}

function lireEtablissement(champs: readonly string[]): Interpretation {
  const champ = (rang: number): string => champs[rang]?.trim() ?? '';
  const finess = champ(RANG.finess).toUpperCase();
  if (champs.length < CHAMPS_ETABLISSEMENT)
    return `La ligne a ${champs.length} champs au lieu de ${CHAMPS_ETABLISSEMENT} : un séparateur manque.`;
  if (champs.length > CHAMPS_ETABLISSEMENT + 1)
    return `La ligne a ${champs.length} champs au lieu de ${CHAMPS_ETABLISSEMENT} : un séparateur est en trop.`;
  if (finess === '') return 'Le numéro FINESS de l’établissement est vide.';
  if (champ(RANG.raisonSociale) === '') return `La raison sociale de l’établissement ${finess} est vide.`;
  const code = (rang: number, libelle: number) =>
    champ(rang) === '' ? undefined : { code: champ(rang), libelle: champ(libelle) };
  const valeur = sansVides<EtablissementFiness>({
    type: 'structureet',
    finess,
    finessJuridique: champ(RANG.finessJuridique).toUpperCase(),
    raisonSociale: champ(RANG.raisonSociale),
    raisonSocialeLongue: champ(RANG.raisonSocialeLongue),
    adresse: lireAdresse(champ),
    telephone: champ(RANG.telephone),
    telecopie: champ(RANG.telecopie),
    categorie: code(RANG.categorie, RANG.libelleCategorie),
    siret: champ(RANG.siret),
    codeApe: champ(RANG.ape),
    statutParticipation: code(RANG.sph, RANG.libelleSph),
    dateOuverture: champ(RANG.ouverture),
    dateMiseAJour: champ(RANG.miseAJour),
  });
  return { valeur, reserves: [reserveFiness(finess)].filter((reserve) => reserve !== undefined) };
}

function lireGeolocalisation(champs: readonly string[]): Interpretation {
  const finess = (champs[1] ?? '').trim().toUpperCase();
  const [x, y] = [Number(champs[2] || Number.NaN), Number(champs[3] || Number.NaN)];
  if (finess === '' || !Number.isFinite(x) || !Number.isFinite(y))
    return 'La géolocalisation n’a pas de numéro FINESS ou pas de coordonnées.';
  const point = depuisLambert93({ x, y });
  const reserves = point
    ? []
    : [`Les coordonnées de ${finess} ne sont pas en Lambert-93 : elles ne sont pas converties.`];
  const valeur = sansVides<GeolocalisationFiness>({
    type: 'geolocalisation',
    finess,
    x,
    y,
    ...point,
    date: champs[5]?.trim(),
  });
  return { valeur, reserves };
}

function interpreter(brute: LigneBrute): Interpretation {
  const champs = brute.texte.split(';');
  if (brute.tronquee) return 'La ligne est démesurément longue : un retour à la ligne manque dans le fichier.';
  if (champs[0] === 'structureet') return lireEtablissement(champs);
  if (champs[0] === 'geolocalisation') return lireGeolocalisation(champs);
  return `La ligne commence par « ${(champs[0] ?? '').slice(0, 40)} » : seules « structureet » et « geolocalisation » sont connues.`;
}

function rejeter(fichier: string, ligne: number, motif: string, contenu?: string): LigneLue<LigneFiness> {
  return { genre: 'rejetee', ligne, anomalie: anomalie(fichier, ligne, motif, contenu) };
}

/**
 * Streams `etalab-cs1100502-stock-*.csv` (and its geolocated variant): `;`, no header, first line `finess;etalab;…`.
 * Reported both in UTF-8 and in Latin-1: each line is tried in UTF-8 first.
 */
export async function* lireFiness(flux: Flux, nomFichier: string): AsyncGenerator<LigneLue<LigneFiness>> {
  let lues = 0;
  for await (const brute of lireLignes(flux)) {
    if (brute.texte.trim() === '') continue;
    lues += 1;
    if (lues === 1 && brute.texte.startsWith('finess;')) continue;
    const lu = interpreter(brute);
    if (typeof lu === 'string') {
      yield rejeter(nomFichier, brute.numero, lu, brute.texte);
      continue;
    }
    const avertissements = lu.reserves.map((motif) => anomalie(nomFichier, brute.numero, motif, brute.texte));
    yield { genre: 'lue', ligne: brute.numero, valeur: lu.valeur, avertissements };
  }
  if (lues === 0) yield rejeter(nomFichier, 1, 'Le fichier est vide : même sa première ligne est absente.');
}
