import type { EcritureFhir } from '#socle/ecriture-fhir.ts';

/** Rights derive from the circle and from what the person agreed to: nobody writes them around the actions that prove them. */
const parSonAction = (type: string, operation: string, quoi: string): EcritureFhir => ({
  type,
  traduire: () => ({ refus: `${quoi} : passez par l’action ${operation}.`, operation }),
});

export const ecrituresFhir: readonly EcritureFhir[] = [
  parSonAction('CareTeam', 'cercle.ajouter', 'Le cercle se change membre par membre, avec qui et pourquoi'),
  parSonAction('Consent', 'cercle.noterInformation', 'L’accord d’une personne se recueille avec sa preuve'),
];
