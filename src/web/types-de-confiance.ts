interface Regles {
  readonly createHTML?: (texte: string) => string | null;
  readonly createScriptURL?: (texte: string) => string | null;
}
interface Fabrique {
  createPolicy(nom: string, regles: Regles): { createScriptURL(texte: string): string };
}

const fabrique = (): Fabrique | undefined => (window as Window & { readonly trustedTypes?: Fabrique }).trustedTypes;

/**
 * The page may not turn text into code (Trusted Types). One string may become HTML: the empty one, with which a component clears its
 * live region. Anything else is refused by the browser. Called once, before the first screen.
 */
export function poserLesTypesDeConfiance(): void {
  fabrique()?.createPolicy('default', { createHTML: (texte) => (texte === '' ? '' : null) });
}

/** The only script address the page may register. */
export function adresseDeConfiance(adresse: string): string {
  const regles: Regles = { createScriptURL: (texte) => (texte === adresse ? texte : null) };
  return fabrique()?.createPolicy('cordee', regles).createScriptURL(adresse) ?? adresse;
}
