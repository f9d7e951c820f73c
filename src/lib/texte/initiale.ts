/** Puts a label inside a sentence: its first letter only, so that acronyms stay (« responsable du DAC »). */
export function enMinuscule(libelle: string): string {
  return libelle.charAt(0).toLocaleLowerCase('fr') + libelle.slice(1);
}
