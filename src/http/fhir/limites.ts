/** Bounds of the FHIR door. Each is said in the refusal it causes. */
export const LIMITES = {
  /** Octets of one resource, one patch or one form. */
  corps: 5 * 1024 * 1024,
  /** Octets of a Bundle. */
  corpsBundle: 50 * 1024 * 1024,
  /** Characters of one resource once written, as the store bounds it (decision 0004). */
  ressource: 1_000_000,
  profondeur: 64,
  entreesLot: 5_000,
  entreesTransaction: 1_000,
  /** Resources of one page of results. */
  page: 1_000,
  pageParDefaut: 50,
  /** Milliseconds a request may take before it is given up. */
  dureeMs: 30_000,
  dureeLotMs: 120_000,
  /** Tries of a write without If-Match that met a concurrent write. */
  essais: 5,
} as const;
