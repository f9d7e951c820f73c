import type { Operation } from '../operation.ts';
import { LIMITES_EXPORT, type OptionsExport } from './commun.ts';
import { annuler, ouvrir } from './ouvrir.ts';
import { creerPlaces } from './places.ts';
import { suivre } from './suivre.ts';
import { telecharger } from './telecharger.ts';

export { LIMITES_EXPORT, type OptionsExport } from './commun.ts';

const DEFINITIONS = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition';

/** Bulk Data Access 2.0: `$export` of the territory, of its persons, of a group; then its state, its files, its cancelling. */
export function operationsDExport(options: OptionsExport): readonly Operation[] {
  const suite = { niveau: 'systeme', types: [] } as const;
  const places = creerPlaces(LIMITES_EXPORT.telechargements);
  return [
    ...demandes(options),
    {
      ...suite,
      nom: '$export-etat',
      methodes: ['GET', 'DELETE'],
      executer: (contexte) => (contexte.methode === 'DELETE' ? annuler(contexte) : suivre(options, contexte)),
    },
    {
      ...suite,
      nom: '$export-fichier',
      methodes: ['GET'],
      executer: (contexte) => telecharger(options, contexte, places),
    },
  ];
}

function demandes(options: OptionsExport): readonly Operation[] {
  const demande = { nom: '$export', methodes: ['GET', 'POST'] } as const;
  return [
    {
      ...demande,
      niveau: 'systeme',
      types: [],
      definition: `${DEFINITIONS}/export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'systeme' }),
    },
    {
      ...demande,
      niveau: 'type',
      types: ['Patient'],
      definition: `${DEFINITIONS}/patient-export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'patient' }),
    },
    {
      ...demande,
      niveau: 'instance',
      types: ['Group'],
      definition: `${DEFINITIONS}/group-export`,
      executer: (contexte) => ouvrir(options, contexte, { niveau: 'groupe', groupe: contexte.id ?? '' }),
    },
  ];
}
