import { z } from 'zod';
import { Refus, refusCommuns } from '#lib/refus.ts';
import { vue, type Vue } from '#socle/action.ts';
import type { EtatPiece } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutLire } from '../droits.ts';
import { etatMontre, phraseDeLEtat, seOuvre } from '../pieces/etat.ts';
import { ArchiveRefusee } from '../pieces/archive-zip.ts';
import { annonceDe, contenuDe, lireDocument, type Document } from '../pieces/lire.ts';
import { estNature, natureDe, NATURES } from '../pieces/nature.ts';
import { octetsDe, piecesLues, piecesRecues, type LignePiece } from '../pieces/store.ts';

/** Lines of one list: beyond, one looks in the threads. */
const MONTREES = 50;

/** Is an antivirus connected to this house? */
export interface Verification {
  readonly antivirus: boolean;
}

/** A line as the screens show it. */
export function presenterPiece(ligne: LignePiece, { antivirus }: Verification): contrats.LignePiece {
  const etat = etatMontre(ligne.etat, antivirus);
  return {
    id: ligne.id,
    nom: ligne.nom,
    quoi: estNature(ligne.nature) ? NATURES[ligne.nature].quoi : 'Document',
    taille: ligne.taille,
    etat,
    dit: phraseDeLEtat(etat),
    ouvrable: seOuvre(etat),
  };
}

/** An attachment that opens, named to the trace; hidden and missing look the same. */
async function exigerOuvrable(tx: Transaction, id: string, verification: Verification): Promise<LignePiece> {
  const [ligne] = await piecesLues(tx, [id]);
  if (ligne === undefined) throw refusCommuns.introuvable();
  tx.concerne(ligne.patient ?? undefined);
  const etat = etatMontre(ligne.etat, verification.antivirus);
  if (!seOuvre(etat)) throw new Refus(`messagerie.piece_${etat}`, 409, phraseDeLEtat(etat) ?? '');
  return ligne;
}

async function documentDe(tx: Transaction, ligne: LignePiece, contenu: number | undefined): Promise<Document> {
  const octets = await octetsDe(tx, ligne.id);
  if (octets === undefined) throw refusCommuns.introuvable();
  const entier: Document = { nom: ligne.nom, declare: ligne.type_mime, octets };
  const document = contenu === undefined ? entier : refuserEnMots(() => contenuDe(entier, contenu));
  if (document === undefined) throw refusCommuns.introuvable();
  return document;
}

function refuserEnMots<R>(faire: () => R): R {
  try {
    return faire();
  } catch (erreur) {
    if (erreur instanceof ArchiveRefusee) throw new Refus('messagerie.archive_refusee', 422, erreur.message);
    throw erreur;
  }
}

/** One attachment, or one file inside it: what is shown. */
export function vuePiece(verification: Verification) {
  return vue(contrats.ouvrirPiece, {
    droit: peutLire,
    async lire({ entree, tx }) {
      const ligne = await exigerOuvrable(tx, entree.piece, verification);
      const document = await documentDe(tx, ligne, entree.contenu);
      const { nature, affichage, avis, texte, contenus } = lireDocument(document);
      const { nom, octets } = document;
      return {
        nom,
        quoi: NATURES[nature].quoi,
        taille: octets.length,
        affichage,
        avis,
        texte,
        contenus: [...contenus],
      };
    },
  });
}

/** What was received, in the rights of whoever looks. */
export function vuePieces(verification: Verification) {
  return vue(contrats.piecesRecues, {
    droit: peutLire,
    async lire({ entree, tx }) {
      const lues = await piecesRecues(tx, entree, MONTREES + 1);
      tx.concerne('patient' in entree ? entree.patient : (lues[0]?.patient ?? undefined));
      const pieces = lues.slice(0, MONTREES);
      return {
        pieces: pieces.map((ligne) => ({ ...presenterPiece(ligne, verification), le: ligne.le.toISOString() })),
        reste: lues.length > MONTREES,
      };
    },
  });
}

/** The nature is kept with the attachment: only a file inside it, or one nobody has looked at yet, is read whole. */
async function annoncer(tx: Transaction, ligne: LignePiece, contenu: number | undefined) {
  const { nom, type_mime, taille } = ligne;
  if (contenu === undefined && estNature(ligne.nature))
    return { nom, taille, octets: null, ...annonceDe(ligne.nature, nom, type_mime) };
  const document = await documentDe(tx, ligne, contenu);
  const annonce = annonceDe(natureDe(document.octets), document.nom, document.declare);
  return { nom: document.nom, taille: document.octets.length, octets: document.octets, ...annonce };
}

const DemandeDOctets = z.object({
  piece: z.string().min(1).max(64),
  contenu: z.number().int().min(0).max(1000).optional(),
});
const EnTete = z.object({
  nom: z.string(),
  taille: z.number(),
  mime: z.string(),
  montrable: z.boolean(),
  /** Octets of a file inside an attachment; null: they are read part by part (`lireTranche`). */
  octets: z.instanceof(Buffer).nullable(),
  etats: z.array(z.custom<EtatPiece>()),
});
export type EnTeteDePiece = z.output<typeof EnTete>;

/**
 * What the door of attachments answers with, right and trace included: it runs them as it runs every view. Two names, so that the trace
 * tells looking from taking away. Not among the views of the room: octets never go through `/api/vues`.
 */
export function vuesDesOctets(verification: Verification): Readonly<Record<'montrer' | 'telecharger', Vue>> {
  const faire = (nom: string, genre: 'lecture' | 'export') =>
    vue(
      { nom, entree: DemandeDOctets, sortie: EnTete },
      {
        genre,
        droit: peutLire,
        async lire({ entree, tx }) {
          const ligne = await exigerOuvrable(tx, entree.piece, verification);
          const etats: EtatPiece[] = verification.antivirus ? ['saine'] : ['saine', 'a_verifier'];
          const { nom, taille, octets, nature, affichage } = await annoncer(tx, ligne, entree.contenu);
          const montrable = affichage === 'image' || affichage === 'pdf';
          return { nom, taille, octets, mime: NATURES[nature].mime, montrable, etats };
        },
      },
    );
  return {
    montrer: faire('messagerie.piece.montrer', 'lecture'),
    telecharger: faire('messagerie.piece.telecharger', 'export'),
  };
}
