import { formaterTelephone } from '#web/format.ts';
import type { DetailDemande } from '../contract.ts';

/** What becomes of the declared doctor when one decides, in one sentence that says what to do. */
export function direMedecinTraitant({ etat, nom, telephone }: NonNullable<DetailDemande['medecinTraitant']>): string {
  const qui = nom ?? 'Le médecin traitant';
  switch (etat) {
    case 'a_prevenir':
      return `${qui}, médecin traitant, sera prévenu par message sécurisé.`;
    case 'a_appeler':
      return `${qui}, médecin traitant, n’a pas d’adresse sécurisée connue : prévenez-le par téléphone${telephone === undefined ? '' : ` au ${formaterTelephone(telephone)}`}.`;
    case 'demandeur':
      return `${qui} est le médecin traitant : votre mot le prévient.`;
    case 'oppose':
      return `La personne s’oppose à ce que ${qui}, médecin traitant, soit prévenu : il ne le sera pas.`;
    case 'non_informee':
      return `${qui}, médecin traitant, ne sera pas prévenu tant que la personne n’est pas informée : notez son accord.`;
    default:
      return 'Aucun médecin traitant n’est connu : ajoutez-le à son cercle pour qu’il soit prévenu.';
  }
}
