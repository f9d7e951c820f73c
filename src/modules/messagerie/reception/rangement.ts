import type { ApprendreNonRemis, BoiteDeReception, RecevoirNouveau, RecevoirReponse } from '#socle/reception.ts';
import type { Carnet } from '../carnet.ts';

export interface Salles {
  readonly nouveaux: ReadonlyMap<string, RecevoirNouveau>;
  readonly reponses: ReadonlyMap<string, RecevoirReponse>;
  readonly nonRemis: ReadonlyMap<string, ApprendreNonRemis>;
}

export interface Rangement {
  readonly boite: BoiteDeReception;
  readonly carnet: Carnet;
  readonly salles: Salles;
}
