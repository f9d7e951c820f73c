/** Room on both sides of zero for every exponent of a double (1e-324 to 1e308). */
const DECALAGE = 400;

/**
 * Text that sorts (byte order) like the number: sign, exponent, digits. Negative numbers are complemented and closed by `~`, which
 * comes after every digit. `0` → `1`, `12.5` → `2402125`, `-12.5` → `0597874~`. Throws on what is not a finite number.
 */
export function cleDeNombre(nombre: number): string {
  if (!Number.isFinite(nombre)) throw new RangeError('seul un nombre fini a une clé');
  if (nombre === 0) return '1';
  const [mantisse = '', exposant = ''] = Math.abs(nombre).toExponential().split('e');
  const chiffres = mantisse.replace('.', '');
  const rang = String(Number(exposant) + 1 + DECALAGE).padStart(3, '0');
  return nombre > 0 ? `2${rang}${chiffres}` : `0${complement(rang)}${complement(chiffres)}~`;
}

function complement(chiffres: string): string {
  let texte = '';
  for (const chiffre of chiffres) texte += String(9 - Number(chiffre));
  return texte;
}
