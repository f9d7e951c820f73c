/** Luhn sum (mod 10, every second digit doubled from the right) of a text made only of digits. */
export function luhnJuste(chiffres: string): boolean {
  const somme = Array.from(chiffres)
    .reverse()
    .reduce((total, caractere, rang) => {
      const chiffre = Number(caractere) * (rang % 2 === 1 ? 2 : 1);
      return total + (chiffre > 9 ? chiffre - 9 : chiffre);
    }, 0);
  return somme % 10 === 0;
}

/** Removes the separators people type inside numbers: any space, dots, hyphens. */
export function sansSeparateurs(texte: string): string {
  return texte.replace(/[\s.\-‐‑–]/g, '');
}
