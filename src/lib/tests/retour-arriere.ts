import { Automate } from './expression.ts';

/** Letters, digits, signs and marks of every alphabet we meet, then the ends of the ranges the expression names. */
const COURANTS = [
  ...Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code)),
  ...Array.from('\u0301\u0660\u2019\u2028\u20AC\uFEFF\u{1F600}ΩЯ漢\uD800'),
];

function temoins(motif: string): readonly string[] {
  const nommes = [...motif.matchAll(/\\u\{([0-9a-fA-F]+)\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})/g)].map((m) =>
    Number.parseInt(m[1] ?? m[2] ?? m[3] ?? '0', 16),
  );
  const ecrits = Array.from(motif, (lettre) => lettre.codePointAt(0) ?? 0);
  const bornes = [...nommes, ...ecrits].flatMap((code) => [code - 1, code, code + 1]);
  const sures = bornes.filter((code) => code >= 0 && code <= 0x10ffff).map((code) => String.fromCodePoint(code));
  return [...new Set([...COURANTS, ...sures])];
}

/**
 * Whether this expression can take a time that doubles with each character: some text can be read from a place back to the same place in
 * two ways. Exact for what `Automate` follows; otherwise it errs on the side of saying yes. Pure.
 */
export function estExponentielle(motif: string, drapeaux: string): boolean {
  const automate = new Automate(motif, drapeaux);
  const textes = temoins(motif);
  const drapeauxDeLecture = drapeaux.replaceAll(/[^iusv]/g, '');
  const lectures = automate.lus.map((lu) => {
    const classe = new RegExp(`^(?:${lu})$`, drapeauxDeLecture);
    return new Set(textes.filter((texte) => classe.test(texte)));
  });
  const communes = (a: number, b: number): boolean => {
    const [une, autre] = [lectures[a], lectures[b]];
    return une !== undefined && autre !== undefined && [...une].some((texte) => autre.has(texte));
  };
  for (const [de, suites] of automate.suites)
    for (const [vers, facons] of suites) if (facons > 1 && revient(automate, vers, de)) return true;
  return deuxChemins(automate, communes);
}

function revient({ suites }: Automate, depart: number, but: number): boolean {
  const vus = new Set([depart]);
  for (const place of vus) {
    if (place === but) return true;
    for (const suivante of suites.get(place)?.keys() ?? []) vus.add(suivante);
  }
  return false;
}

/** Two readers walk together from one place, part, and meet again at that place: walked backwards and forwards over pairs. */
function deuxChemins({ lus, suites }: Automate, communes: (a: number, b: number) => boolean): boolean {
  const taille = lus.length;
  const avance = new Map<number, number[]>();
  const recule = new Map<number, number[]>();
  const noter = (carte: Map<number, number[]>, cle: number, valeur: number): void => {
    const liste = carte.get(cle);
    if (liste === undefined) carte.set(cle, [valeur]);
    else liste.push(valeur);
  };
  for (let a = 0; a < taille; a += 1)
    for (let b = 0; b < taille; b += 1)
      for (const c of suites.get(a)?.keys() ?? [])
        for (const d of suites.get(b)?.keys() ?? [])
          if (communes(c, d)) {
            noter(avance, a * taille + b, c * taille + d);
            noter(recule, c * taille + d, a * taille + b);
          }
  for (let place = 0; place < taille; place += 1) {
    const depart = place * taille + place;
    const allees = atteints(avance, depart);
    const venues = atteints(recule, depart);
    for (const paire of allees) if (venues.has(paire) && Math.floor(paire / taille) !== paire % taille) return true;
  }
  return false;
}

function atteints(carte: ReadonlyMap<number, readonly number[]>, depart: number): ReadonlySet<number> {
  const vus = new Set(carte.get(depart));
  for (const paire of vus) for (const suivante of carte.get(paire) ?? []) vus.add(suivante);
  return vus;
}
