export { issuesOperationOutcome, type Bilan, type Probleme } from './bilan.ts';
export { PaquetIllisible } from './paquets/paquet.ts';
export { creerValidateur, type OptionsDeValidation, type Validateur } from './validateur.ts';
