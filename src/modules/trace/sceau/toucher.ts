import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';

export interface Touchee {
  readonly patient: string;
  readonly depuis: Date;
  readonly jusqua: Date;
  readonly acces: number;
  /** Kinds of things seen, in words of the house: type of resource, or screen. */
  readonly quoi: readonly string[];
}

export interface Atteinte {
  readonly personnes: readonly Touchee[];
  /** Lists and searches that named nobody in the trace: their number, and how many results they gave. */
  readonly listes: { readonly nombre: number; readonly resultats: number };
  readonly exports: { readonly nombre: number; readonly resultats: number };
}

/**
 * Which persons, which data, since when, through one account: the answer owed within 72 hours (INC-01), from the trace alone.
 * Half-open interval [depuis, jusqua[. Refusals opened nothing: they are left out.
 */
export async function quiEstTouche(
  base: Pick<Base, 'ensemble'>,
  territoire: CodeTerritoire,
  demande: { readonly acteur: string; readonly depuis: Date; readonly jusqua: Date },
): Promise<Atteinte> {
  const valeurs = [demande.acteur, demande.depuis, demande.jusqua];
  const ou = "t.acteur = $1 and t.le >= $2 and t.le < $3 and t.decision = 'permis'";
  return base.ensemble(
    territoire,
    async (interroger) => {
      const personnes = await interroger<Touchee>({
        texte: `select t.patient, min(t.le) as depuis, max(t.le) as jusqua, count(*)::int as acces,
            array_agg(distinct coalesce(substring(t.objet from '^([A-Z][A-Za-z]+)/'), t.action) order by coalesce(substring(t.objet from '^([A-Z][A-Za-z]+)/'), t.action)) as quoi
          from trace t where ${ou} and t.patient is not null group by t.patient order by min(t.le), t.patient`,
        valeurs,
      });
      const autres = await interroger<{ genre: string; nombre: number; resultats: number }>({
        texte: `select t.genre, count(*)::int as nombre, coalesce(sum(t.nombre), 0)::int as resultats
          from trace t where ${ou} and t.patient is null and t.genre in ('recherche', 'export') group by t.genre`,
        valeurs,
      });
      const part = (genre: string) => {
        const lue = autres.find((a) => a.genre === genre);
        return { nombre: lue?.nombre ?? 0, resultats: lue?.resultats ?? 0 };
      };
      return { personnes, listes: part('recherche'), exports: part('export') };
    },
    { lecture: true },
  );
}
