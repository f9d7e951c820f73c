/** What a document of ours shows between fences, read so that a test can play it. */
export interface Bloc {
  readonly langue: string;
  /** Word after the language (`attendre`, `recu`…): what the test does with the block. */
  readonly geste: string;
  readonly texte: string;
  readonly ligne: number;
}

export function lireBlocs(markdown: string): readonly Bloc[] {
  return [...markdown.matchAll(/^```(\w+)(?: (\w+))?\n([\s\S]*?)^```$/gm)].map((trouve) => ({
    langue: trouve[1] ?? '',
    geste: trouve[2] ?? '',
    texte: (trouve[3] ?? '').trimEnd(),
    ligne: markdown.slice(0, trouve.index).split('\n').length,
  }));
}

/** Values received so far, by the name the document gives them. */
export type Valeurs = ReadonlyMap<string, string>;

/** The text with what is known put in place of `{{name}}`. Throws when a name was never received. */
export function remplir(texte: string, valeurs: Valeurs): string {
  return texte.replaceAll(/\{\{(\w+)\}\}/g, (_, nom: string) => {
    const valeur = valeurs.get(nom);
    if (valeur === undefined) throw new Error(`« ${nom} » n’a pas encore été reçu`);
    return valeur;
  });
}

/**
 * Does what was received have all that is shown? Objects: the fields shown; lists: the first elements, in order; texts:
 * `…` is anything, `{{name}}` is the value known under that name, or gives it. Undefined when it does not; otherwise the values
 * known from then on.
 */
export function comparer(montre: unknown, recu: unknown, valeurs: Valeurs): Valeurs | undefined {
  if (typeof montre === 'string') return typeof recu === 'string' ? comparerTexte(montre, recu, valeurs) : undefined;
  if (Array.isArray(montre))
    return Array.isArray(recu)
      ? enSuite(
          montre.map((m, i) => [m, (recu as unknown[])[i]]),
          valeurs,
        )
      : undefined;
  if (typeof montre === 'object' && montre !== null) {
    if (typeof recu !== 'object' || recu === null) return undefined;
    const champs: Readonly<Record<string, unknown>> = { ...recu };
    return enSuite(
      Object.entries(montre).map(([nom, m]) => [m as unknown, champs[nom]]),
      valeurs,
    );
  }
  return montre === recu ? valeurs : undefined;
}

function enSuite(paires: readonly (readonly [unknown, unknown])[], valeurs: Valeurs): Valeurs | undefined {
  let connues: Valeurs | undefined = valeurs;
  for (const [montre, recu] of paires) {
    if (connues === undefined) return undefined;
    connues = comparer(montre, recu, connues);
  }
  return connues;
}

function comparerTexte(montre: string, recu: string, valeurs: Valeurs): Valeurs | undefined {
  const noms: string[] = [];
  const forme = montre
    .split(/(\{\{\w+\}\}|…)/)
    .map((morceau) => {
      if (morceau === '…') return '[\\s\\S]*';
      const nom = /^\{\{(\w+)\}\}$/.exec(morceau)?.[1];
      if (nom === undefined) return echapper(morceau);
      const connue = valeurs.get(nom);
      if (connue !== undefined) return echapper(connue);
      noms.push(nom);
      return '(\\S+?)';
    })
    .join('');
  const trouve = new RegExp(`^${forme}$`).exec(recu);
  if (trouve === null) return undefined;
  return new Map([...valeurs, ...noms.map((nom, i) => [nom, trouve[i + 1] ?? ''] as const)]);
}

const echapper = (texte: string): string => texte.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export interface Message {
  /** `GET /fhir/…`, or the status. */
  readonly tete: string;
  readonly entetes: readonly (readonly [string, string])[];
  readonly corps: string;
}

/** A request or an answer as the document writes it: first line, headers, empty line, body. */
export function lireMessage(texte: string): Message {
  const [haut = '', ...bas] = texte.split('\n\n');
  const [tete = '', ...lignes] = haut.split('\n');
  const entetes = lignes.map((ligne) => {
    const deuxPoints = ligne.indexOf(':');
    return [ligne.slice(0, deuxPoints), ligne.slice(deuxPoints + 1).trim()] as const;
  });
  return { tete, entetes, corps: bas.join('\n\n') };
}

/** A form, or the parameters of an address, written one a line for the eye. */
export function lireFormulaire(texte: string): URLSearchParams {
  const paires = texte
    .split('\n')
    .map((ligne) => ligne.trim().replace(/^[?&]/, ''))
    .join('&')
    .split('&');
  return new URLSearchParams(
    paires.map((paire) => [paire.slice(0, paire.indexOf('=')), paire.slice(paire.indexOf('=') + 1)]),
  );
}

/** The words of a shell line: quotes group, a backslash at the end of a line goes on. */
export function lireCommande(texte: string): readonly string[] {
  return [...texte.replaceAll('\\\n', ' ').matchAll(/"([^"]*)"|(\S+)/g)].map((mot) => mot[1] ?? mot[2] ?? '');
}
