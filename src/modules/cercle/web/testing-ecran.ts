import { vi } from 'vitest';

interface Appel {
  readonly nom: string;
  readonly entree: unknown;
}

/** A server for one screen test: views and actions by name, each a value or what computes it; a refusal is `refus(…)`. */
export function serveurDEcran(reponses: Readonly<Record<string, unknown>>): readonly Appel[] {
  const appels: Appel[] = [];
  vi.stubGlobal('fetch', async (adresse: string, requete: RequestInit) => {
    const nom = adresse.replace(/^\/api\/(?:vues|actions)\//u, '');
    const entree: unknown = typeof requete.body === 'string' ? JSON.parse(requete.body) : undefined;
    appels.push({ nom, entree });
    const reponse = reponses[nom];
    const corps: unknown = typeof reponse === 'function' ? (reponse as (entree: unknown) => unknown)(entree) : reponse;
    if (corps === undefined) return Response.json({ panne: { reference: nom } }, { status: 500 });
    if (corps instanceof RefusDEcran) return Response.json({ refus: corps.refus }, { status: corps.statut });
    return Response.json(corps);
  });
  return appels;
}

class RefusDEcran {
  readonly statut: number;
  readonly refus: { readonly code: string; readonly texte: string; readonly champs?: Readonly<Record<string, string>> };

  constructor(statut: number, refus: RefusDEcran['refus']) {
    this.statut = statut;
    this.refus = refus;
  }
}

export function refus(
  code: string,
  texte: string,
  champs: Readonly<Record<string, string>> = {},
  statut = 409,
): RefusDEcran {
  return new RefusDEcran(statut, { code, texte, champs });
}
