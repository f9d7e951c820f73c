import { z } from 'zod';
import { telechargerOctets } from './telecharger.ts';
import { PIECES } from './textes.ts';

/** An attachment, or a file inside it. */
export interface Designee {
  readonly piece: string;
  readonly contenu?: number;
}

/** Address of its octets: an opaque identifier, nothing that names anybody. */
export function adresseDesOctets({ piece, contenu }: Designee, telecharger = false): string {
  const suite = new URLSearchParams({
    ...(contenu === undefined ? {} : { contenu: String(contenu) }),
    ...(telecharger ? { telecharger: '1' } : {}),
  }).toString();
  return `/api/pieces/${encodeURIComponent(piece)}${suite === '' ? '' : `?${suite}`}`;
}

/** A page of its own, which knows nothing of this one. */
export function ouvrirAilleurs(adresse: string): void {
  window.open(adresse, '_blank', 'noopener,noreferrer');
}

const corpsRefus = z.object({ refus: z.object({ texte: z.string() }) });

/** Takes the octets as a file; says what went wrong, undefined when it went well. */
export async function prendreOctets(designee: Designee, nom: string): Promise<string | undefined> {
  let reponse: Response;
  try {
    reponse = await fetch(adresseDesOctets(designee, true), { headers: { 'x-cordee': '1' } });
    if (reponse.ok) {
      telechargerOctets(nom, await reponse.arrayBuffer());
      return undefined;
    }
  } catch {
    return PIECES.sansReseau;
  }
  const refus = corpsRefus.safeParse(await reponse.json().catch(() => undefined));
  return refus.success ? refus.data.refus.texte : PIECES.panne;
}
