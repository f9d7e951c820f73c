import type { Issue } from '../../refus.ts';

/** One parameter that cannot be read. Thrown while reading it, gathered by `lireRecherche`: a search says all its faults at once. */
export class FauteDeParametre extends Error {
  override readonly name = 'FauteDeParametre';
  readonly code: 'invalid' | 'not-supported' | 'too-costly';

  constructor(code: 'invalid' | 'not-supported' | 'too-costly', texte: string) {
    super(texte);
    this.code = code;
  }

  issue(parametre: string, severity: Issue['severity']): Issue {
    return { severity, code: this.code, texte: this.message, expression: `http.${parametre}` };
  }
}

export function invalide(texte: string): FauteDeParametre {
  return new FauteDeParametre('invalid', texte);
}

export function nonServi(texte: string): FauteDeParametre {
  return new FauteDeParametre('not-supported', texte);
}

export function tropCouteux(texte: string): FauteDeParametre {
  return new FauteDeParametre('too-costly', texte);
}
