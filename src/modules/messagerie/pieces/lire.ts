import { ArchiveRefusee, lireZip, ouvrirEntree } from './archive-zip.ts';
import { desaccord, NATURES, natureDe, phraseDuDesaccord, type Affichage, type Nature } from './nature.ts';
import { cdaEnTexte, documentEmbarque, lireTexte, TEXTE_MONTRE_MAX } from './texte.ts';

/** A document and what is announced of it: an attachment, or a file inside one. */
export interface Document {
  readonly nom: string;
  readonly declare: string;
  readonly octets: Buffer;
}

export interface Contenu {
  readonly rang: number;
  readonly nom: string;
  readonly taille: number;
  readonly ouvrable: boolean;
}

/** A document once looked at: what is shown of it, and why when it is not. */
export interface Lecture {
  readonly nature: Nature;
  readonly affichage: Affichage;
  readonly avis: string | null;
  readonly texte: string | null;
  readonly contenus: readonly Contenu[];
}

/** What may be done with a document of this nature, given what its sender says of it. */
export function annonceDe(
  nature: Nature,
  nom: string,
  declare: string,
): Pick<Lecture, 'nature' | 'affichage' | 'avis'> {
  if (desaccord(nature, nom, declare)) return { nature, affichage: 'aucun', avis: phraseDuDesaccord(nature) };
  const { affichage } = NATURES[nature];
  return { nature, affichage, avis: affichage === 'aucun' ? 'Ce document s’ouvre une fois téléchargé.' : null };
}

/** Judges a document by its octets and prepares what is shown: never a page, never a script. */
export function lireDocument({ nom, declare, octets }: Document): Lecture {
  const annonce = annonceDe(natureDe(octets), nom, declare);
  const { nature, affichage } = annonce;
  if (affichage === 'liste') return lireArchive(octets, nature);
  if (affichage === 'texte') return { nature, affichage, ...texteDe(nature, octets) };
  return { ...annonce, texte: null, contenus: [] };
}

function lireArchive(octets: Buffer, nature: Nature): Lecture {
  try {
    const contenus = lireZip(octets).map(({ rang, nom, taille, chiffree }) => ({
      rang,
      nom,
      taille,
      ouvrable: !chiffree,
    }));
    return { nature, affichage: 'liste', avis: null, texte: null, contenus };
  } catch (erreur) {
    if (!(erreur instanceof ArchiveRefusee)) throw erreur;
    return { nature, affichage: 'aucun', avis: erreur.message, texte: null, contenus: [] };
  }
}

function texteDe(nature: Nature, octets: Buffer): Pick<Lecture, 'texte' | 'avis' | 'contenus'> {
  const brut = lireTexte(octets) ?? '';
  const embarque = nature === 'cda' ? documentEmbarque(brut) : undefined;
  const texte = nature === 'cda' ? cdaEnTexte(brut) : brut.slice(0, TEXTE_MONTRE_MAX);
  return {
    texte,
    avis:
      brut.length > TEXTE_MONTRE_MAX
        ? 'Seul le début est montré : téléchargez le document pour le lire en entier.'
        : null,
    contenus:
      embarque === undefined ? [] : [{ rang: 0, nom: nomEmbarque(embarque), taille: embarque.length, ouvrable: true }],
  };
}

const nomEmbarque = (octets: Buffer): string => {
  const [extension] = NATURES[natureDe(octets)].extensions;
  return extension === undefined ? 'document' : `document.${extension}`;
};

/** One file inside a document (archive, or CDA that carries one); undefined when there is none there. Throws `ArchiveRefusee`. */
export function contenuDe({ octets }: Document, rang: number): Document | undefined {
  const nature = natureDe(octets);
  if (nature === 'cda') {
    const embarque = documentEmbarque(lireTexte(octets) ?? '');
    return embarque === undefined || rang !== 0
      ? undefined
      : { nom: nomEmbarque(embarque), declare: '', octets: embarque };
  }
  if (NATURES[nature].affichage !== 'liste') return undefined;
  const entree = lireZip(octets)[rang];
  if (entree === undefined) return undefined;
  return { nom: entree.nom.split('/').at(-1) ?? entree.nom, declare: '', octets: ouvrirEntree(octets, entree) };
}
