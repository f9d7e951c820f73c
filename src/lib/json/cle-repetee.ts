const GUILLEMET = 34;
const VIRGULE = 44;
const CROCHET = 91;
const ECHAPPE = 92;
const FIN_CROCHET = 93;
const ACCOLADE = 123;
const FIN_ACCOLADE = 125;

/**
 * First name that one object of this JSON holds twice; undefined when none does. `JSON.parse` keeps the last without a word, another reader keeps
 * the first: two readers of one message would not have read the same (RFC 8259 §4). `texte`: JSON that `JSON.parse` accepts.
 */
export function cleRepetee(texte: string): string | undefined {
  // One entry per open bracket: the names seen when it is an object.
  const ouverts: (Set<string> | undefined)[] = [];
  let vus: Set<string> | undefined;
  let nomAttendu = false;
  for (let i = 0; i < texte.length; i += 1) {
    const c = texte.charCodeAt(i);
    if (c === GUILLEMET) {
      const fin = finDeChaine(texte, i + 1);
      if (nomAttendu && vus !== undefined) {
        const nom = decoder(texte.slice(i + 1, fin));
        if (vus.has(nom)) return nom;
        vus.add(nom);
        nomAttendu = false;
      }
      i = fin;
    } else if (c === ACCOLADE || c === CROCHET) {
      ouverts.push((vus = c === ACCOLADE ? new Set() : undefined));
      nomAttendu = c === ACCOLADE;
    } else if (c === FIN_ACCOLADE || c === FIN_CROCHET) {
      ouverts.pop();
      vus = ouverts.at(-1);
      nomAttendu = false;
    } else if (c === VIRGULE) {
      nomAttendu = vus !== undefined;
    }
  }
  return undefined;
}

/** Two ways to write a name (`a`, `\u0061`) are the same name. */
function decoder(ecrit: string): string {
  return ecrit.includes('\\') ? String(JSON.parse(`"${ecrit}"`)) : ecrit;
}

/** Position of the quote that closes the string begun before `debut`; the end of the text when none does. */
export function finDeChaine(texte: string, debut: number): number {
  let fin = texte.indexOf('"', debut);
  while (fin !== -1) {
    let echappes = 0;
    while (texte.charCodeAt(fin - 1 - echappes) === ECHAPPE) echappes += 1;
    if (echappes % 2 === 0) return fin;
    fin = texte.indexOf('"', fin + 1);
  }
  return texte.length;
}
