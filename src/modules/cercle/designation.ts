import type { RelatedPerson } from '@medplum/fhirtypes';
import { CLES_PORTEES_CONFIANCE, type EtatConfiance, type PorteeConfiance } from './vocabulaire-protection.ts';

export const EXT_DESIGNATION = 'urn:cordee:designation';

/** One written designation of a trusted person; days are `aaaa-mm-jj`. A person may have been designated, revoked, then designated again. */
export interface Designation {
  readonly le: string;
  readonly accepteeLe?: string | undefined;
  readonly revoqueeLe?: string | undefined;
  readonly portees: readonly PorteeConfiance[];
  /** Where the signed paper is. */
  readonly preuve: string;
  /** Of the judge or the family council, when somebody represents her. */
  readonly autorisation?: string | undefined;
}

/** Every designation written on a relative, oldest first. Pure. */
export function designationsDe({ extension = [] }: RelatedPerson): readonly Designation[] {
  return extension
    .filter(({ url }) => url === EXT_DESIGNATION)
    .map(({ extension: parts = [] }) => {
      const part = (url: string) => parts.find((p) => p.url === url);
      const codes = parts.filter(({ url }) => url === 'portee').map(({ valueCode }) => valueCode);
      return {
        le: part('le')?.valueDate ?? '',
        accepteeLe: part('acceptee')?.valueDate,
        revoqueeLe: part('revoquee')?.valueDate,
        portees: CLES_PORTEES_CONFIANCE.filter((cle) => codes.includes(cle)),
        preuve: part('preuve')?.valueString ?? '',
        autorisation: part('autorisation')?.valueString,
      };
    });
}

export function etatDe({ accepteeLe, revoqueeLe }: Designation): EtatConfiance {
  if (revoqueeLe !== undefined) return 'revoquee';
  return accepteeLe === undefined ? 'a_accepter' : 'en_cours';
}
