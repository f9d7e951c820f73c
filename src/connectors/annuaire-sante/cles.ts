import { luhnJuste } from '#lib/identifiants/luhn.ts';

/**
 * Luhn key (mod 10): RPPS (11 digits), FINESS (9), SIREN (9), SIRET (14). False on anything but digits.
 * Known gap: the sites of La Poste follow another rule; a key is therefore always a reserve, never a refusal.
 */
export function luhnValide(chiffres: string): boolean {
  return /^\d+$/.test(chiffres) && luhnJuste(chiffres);
}

/** The digit that makes `debut` followed by it pass the Luhn key. */
export function cleLuhn(debut: string): string {
  const cle = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].find((chiffre) => luhnValide(debut + chiffre));
  if (cle === undefined) throw new Error('Luhn key asked on something else than digits.');
  return cle;
}

/**
 * FINESS key. Corsican numbers start with 2A or 2B, counted as 21 and 22 (rule recalled, to be confirmed).
 * Undefined when other letters appear, as in test numbers: the key cannot be judged.
 */
export function finessValide(finess: string): boolean | undefined {
  const chiffres = finess.toUpperCase().replace(/^2A/, '21').replace(/^2B/, '22');
  return /^\d{9}$/.test(chiffres) ? luhnValide(chiffres) : undefined;
}

/** Reserve to write about a FINESS number, or undefined when it is well formed or absent. */
export function reserveFiness(finess: string, quoi = 'Le numéro FINESS'): string | undefined {
  if (finess === '') return undefined;
  if (!/^[0-9AB]{9}$/i.test(finess)) return `${quoi} « ${finess} » n’a pas 9 caractères.`;
  return finessValide(finess) === false ? `${quoi} « ${finess} » a une clé de contrôle fausse.` : undefined;
}
