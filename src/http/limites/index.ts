export { creerLimites, RefusTemporaire, type Limites } from './compteurs.ts';
export { limiterLesActes, limiterParAdresse } from './portes.ts';
