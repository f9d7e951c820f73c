import type { Hasard } from '../hasard.ts';

/** Values that begin every canary word of a territory: a search that forgets a wall brings some back. */
const DEBUTS = ['kan', 'kan1', 'kan2', 'kan3', 'kan10', 'kan20'];
const MODIFICATEURS = ['', '', '', ':contains', ':exact', ':text', ':not', ':missing'];
const TEXTES = ['name', 'family', 'identifier', 'code', 'description', 'title', '_text', '_content', 'address'];
const LIENS = ['patient', 'subject', 'owner', 'performer', 'requester', 'encounter'];
const INCLUSIONS = [
  '_include=*', '_include=Task:patient', '_include=Observation:subject', '_include:iterate=Patient:link', '_include=Flag:subject',
  '_revinclude=*', '_revinclude=Condition:subject', '_revinclude=Observation:patient', '_revinclude=RelatedPerson:patient',
  '_revinclude=Task:patient', '_revinclude:iterate=AllergyIntolerance:patient',
] as const; // prettier-ignore
const CHAINES = [
  'subject:Patient.name', 'patient.name', 'patient.identifier', 'patient:Patient._has:Condition:subject:code', '_has:Condition:subject:code',
  '_has:Observation:patient:code', '_has:AllergyIntolerance:patient:code', '_has:Task:patient:description', 'subject.address',
] as const; // prettier-ignore
const PRESENTATIONS = [
  '_total=accurate', '_summary=count', '_summary=true', '_summary=text', '_elements=code', '_elements=name,description', '_sort=name',
  '_sort=-_lastUpdated', '_sort=code', '_count=3', '_count=100', '_total=none', '_list=personne-1', '_contained=both', '_format=xml',
] as const; // prettier-ignore

/** A few parameters drawn together: text, reference, chain, reverse chain, inclusion, order, count. */
export function parametresAuHasard(h: Hasard, type: string, references: readonly string[]): string {
  const reference = (): string => h.parmi(references);
  const un = (): string => {
    switch (h.entier(8)) {
      case 0:
        return `${h.parmi(TEXTES)}${h.parmi(MODIFICATEURS)}=${h.parmi(DEBUTS)}`;
      case 1:
        return `${h.parmi(LIENS)}=${reference()}`;
      case 2:
        return `${h.parmi(CHAINES)}=${h.parmi(DEBUTS)}`;
      case 3:
        return h.parmi(INCLUSIONS);
      case 4:
        return `_id=${[reference(), reference(), reference()].map((r) => r.split('/')[1]).join(',')}`;
      case 5:
        return `_filter=${encodeURIComponent(h.parmi(['name co "kan"', 'code sw "kan"', 'patient.name sw "kan1"', 'not (name eq "x")']))}`;
      case 6:
        return type === 'Patient'
          ? 'birthdate=1942-03-12'
          : h.parmi(['status=active', 'date=2026-11-02', 'code=kan', '_lastUpdated=gt2020-01-01']);
      default:
        return h.parmi(PRESENTATIONS);
    }
  };
  return Array.from({ length: 1 + h.entier(4) }, un).join('&');
}
