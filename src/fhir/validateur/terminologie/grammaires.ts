/**
 * Code systems no one lists, because a rule says which codes exist. Only the form is judged: an unknown but well-formed language
 * or media type is accepted.
 */
const GRAMMAIRES: Readonly<Record<string, RegExp>> = {
  // RFC 6838, with the parameters browsers and mailers write.
  'urn:ietf:bcp:13': /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:\s*;\s*[\w-]+=(?:"[^"]*"|[^\s";]+))*$/,
  // RFC 5646, without its registry.
  'urn:ietf:bcp:47': /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/,
  'urn:iso:std:iso:4217': /^[A-Z]{3}$/,
  'https://www.iana.org/time-zones': /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/,
};

/** Undefined for a system that has no such rule. */
export function parGrammaire(systeme: string, code: string): boolean | undefined {
  return GRAMMAIRES[systeme]?.test(code);
}
