import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Hasard } from '../hasard.ts';
import type { Canari } from './mots.ts';
import type { RequeteCanari } from './requetes.ts';
import { DESTINATAIRE } from './ressources.ts';

export const TYPE_DE_PIECE = 'Binary';

/** One attachment per person: her word is in its name and in its octets. Every fifth came with an exchange that names a service. */
export async function ecrireLaPiece(
  tx: Kysely<TablesTerritoire>,
  patient: string,
  le: Date,
  ajouter: (element: Omit<Canari, 'mot' | 'territoire'>) => string,
): Promise<void> {
  const id = `${patient}-piece`;
  const lecteurs = Number(patient.split('-')[1]) % 5 === 0 ? [DESTINATAIRE] : [];
  const mot = ajouter({ type: TYPE_DE_PIECE, id, patient, famille: 'FIL', lecteurs, ecran: true });
  const octets = Buffer.from(`Compte rendu. ${mot}. Fin.`);
  const empreinte = createHash('sha256').update(octets).digest('hex');
  const piece = { id, empreinte, type_mime: 'text/plain', nom: `Lettre ${mot}.txt`, octets, patient, lecteurs, le };
  await tx.insertInto('piece').values(piece).execute();
}

export const cheminDePiece = (id: string): string => `/api/pieces/${id}`;

/** The octets of an attachment, shown or taken away; one file inside it; what the screen says of it. */
export function pieceAuHasard(h: Hasard, id: string): RequeteCanari {
  const suite = h.parmi(['', '?telecharger=1', '?contenu=0', '?telecharger=1&contenu=0']);
  return { quoi: `pièce${suite}`, methode: h.une(9) ? 'HEAD' : 'GET', chemin: `${cheminDePiece(id)}${suite}` };
}
