import type { Ton } from '#web/ui/index.ts';
import type { Statut } from '../statut.ts';

const TONS: Readonly<Record<Statut, Ton>> = {
  envoyee: 'attente',
  sans_reponse: 'attention',
  acceptee: 'info',
  rdv_fixe: 'info',
  commencee: 'succes',
  refusee: 'alerte',
  terminee: 'neutre',
  interrompue: 'attention',
  annulee: 'neutre',
};

const estStatut = (texte: string): texte is Statut => Object.hasOwn(TONS, texte);

/** The contract gives a word; an unknown one of a newer server stays neutral. */
export const tonDuStatut = (statut: string): Ton => (estStatut(statut) ? TONS[statut] : 'neutre');
