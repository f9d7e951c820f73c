import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import { patientDe, referenceDeLaSortie, type EcritureFhir } from '#socle/ecriture-fhir.ts';
import { CLES_A_SAVOIR } from './vocabulaire.ts';

/** A person is searched before being created (INS-06). A registered software does it on its side, within its scopes. */
const personne: EcritureFhir = {
  type: 'Patient',
  concerne: (acteur) => acteur.genre !== 'client',
  traduire({ avant }) {
    return avant === undefined
      ? {
          refus: 'Une personne se crée après avoir été cherchée : passez par l’action dossier.creer.',
          operation: 'dossier.creer',
        }
      : {
          refus:
            'Une identité se corrige trait par trait, avec son origine : passez par l’action dossier.corrigerTraits.',
          operation: 'dossier.corrigerTraits',
        };
  },
};

const proche: EcritureFhir = {
  type: 'RelatedPerson',
  concerne: (acteur) => acteur.genre !== 'client',
  traduire: ({ avant }) => ({
    refus: 'Un proche s’ajoute avec son lien, son rôle et un téléphone : passez par l’action dossier.ajouterProche.',
    operation: avant === undefined ? 'dossier.ajouterProche' : 'dossier.retirerProche',
  }),
};

const aSavoir: EcritureFhir = {
  type: 'Flag',
  traduire({ avant, apres }) {
    if (avant !== undefined || apres?.resourceType !== 'Flag')
      return {
        refus: 'Une ligne « à savoir » se confirme, se conteste ou se corrige par son auteur.',
        operation: 'dossier.signalerFaux',
      };
    const famille = apres.meta?.security?.find((s) => s.system === SYSTEME_FAMILLE)?.code;
    return {
      action: 'dossier.ajouterASavoir',
      entree: {
        patient: patientDe(apres.subject.reference),
        texte: apres.code.text ?? apres.code.coding?.[0]?.display,
        type: CLES_A_SAVOIR.find((t) => t === famille) ?? 'MED',
      },
      reference: referenceDeLaSortie('Flag'),
    };
  },
};

export const ecrituresFhir: readonly EcritureFhir[] = [personne, proche, aSavoir];
