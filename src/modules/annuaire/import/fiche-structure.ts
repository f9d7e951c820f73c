import type { Organization } from '@medplum/fhirtypes';
import { nos } from '#connectors/annuaire-sante/index.ts';
import type { LigneAnnuaire, Ressource } from './fiche.ts';
import { boitesDe, jetonsDeCodes, libelleDans, ligne, telephoneDe } from './fiche.ts';
import type { Lieu } from './lieux.ts';
import { nomDeStructure } from './noms.ts';

/** Best name of a structure among those its sources give. */
export const nomDe = (o: Organization | undefined): string =>
  nomDeStructure([...(o?.alias ?? []).toReversed(), o?.name]);

/** A structure: site of practice, establishment, association. */
export function ficheDeStructure(o: Ressource<Organization>, lieu: Lieu): LigneAnnuaire {
  const boites = boitesDe(o.telecom);
  const nom = nomDe(o);
  const types = o.type ?? [];
  return ligne({
    ressource: o,
    source: o.id.startsWith('ror-') ? 'ror' : o.id.startsWith('finess-') ? 'finess' : 'annuaire-sante',
    lieu,
    rang: 2,
    toks: jetonsDeCodes(types),
    noms: [nom, o.name, ...(o.alias ?? [])],
    adresses: boites,
    resume: {
      genre: 'structure',
      nom,
      profession:
        libelleDans(types, nos('TRE_R66-CategorieEtablissement')) ?? libelleDans(types, nos('TRE_R02-SecteurActivite')),
      specialites: [],
      telephone: telephoneDe(o.telecom),
      mssante: boites[0],
      adresse: lieu.adresse,
      commune: lieu.commune,
      codePostal: lieu.codePostal,
      identifiant: o.identifier?.find((i) => i.system === 'https://finess.esante.gouv.fr')?.value,
      majLe: o.meta?.extension?.[0]?.extension?.find((e) => e.url === 'date-maj-ae')?.valueDate ?? o.meta?.lastUpdated,
    },
  });
}
