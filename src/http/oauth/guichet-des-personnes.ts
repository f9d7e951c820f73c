import type { Questions } from '#acces/depots/defis.ts';
import type { Maison } from '../contexte.ts';

/** What the pages of OAuth share: the house, and the questions put to a browser. */
export interface GuichetDesPersonnes {
  readonly maison: Maison;
  readonly questions: Questions;
}
