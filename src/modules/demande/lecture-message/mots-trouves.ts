import type { AccordLu, CodeAttente, CodeMotif, CodeUrgence, DemandeLue, Trouve } from './demande-lue.ts';
import { ACCORDS, ATTENTES, DANGERS, type Entree, MOTIFS, URGENCES } from './lexique.ts';
import { type Etendue, PROCHES, type Partie, apres, avant, estCorps, trouver } from './partie.ts';

/** « pas de chute », « sans trouble cognitif », « ni … »: the wording is denied. */
const NEGATION = /\b(?:pas|aucune?|sans|ni|jamais|nie)(?: de| d'| des| du| la| le| les)? ?$/;
const PASSE_AVANT =
  /\b(?:atcds?|antecedents?|histoire|sequelles?|suite a|apres|post|risque|ancienne?|depuis)[^.;,\n]{0,18}$/;
const PASSE_APRES =
  /^[^.;,\n]{0,12}(?:\ben (?:19|20)\d\d|\bil y a\b|\bancien|\bsequell|\bl'an dernier|\b(?:19|20)\d\d\b)/;

function occurrences<Code>(partie: Partie, { code, mots, nie }: Entree<Code>): { code: Code; etendue: Etendue }[] {
  return [...partie.plie.matchAll(mots)]
    .map((trouve) => ({ code, etendue: { debut: trouve.index, fin: trouve.index + trouve[0].length } }))
    .filter(({ etendue: { debut } }) => estCorps(partie, debut))
    .filter(({ etendue: { debut } }) => nie === true || !NEGATION.test(avant(partie, debut, 24)));
}

/** First occurrence of each code, in the order of the table. */
function parCode<Code>(parties: readonly Partie[], table: readonly Entree<Code>[]): Trouve<Code>[] {
  return table.flatMap((entree) => {
    for (const partie of parties) {
      const [premiere] = occurrences(partie, entree);
      if (premiere !== undefined) return [trouver(partie, premiere.etendue, premiere.code)];
    }
    return [];
  });
}

/** Reasons of the request suggested by its words. */
export function lireMotifs(parties: readonly Partie[]): readonly Trouve<CodeMotif>[] {
  return parCode(parties, MOTIFS);
}

/** What the requester seems to expect. */
export function lireAttentes(parties: readonly Partie[]): readonly Trouve<CodeAttente>[] {
  return parCode(parties, ATTENTES);
}

function seRecouvrent(a: Trouve<unknown>, b: Trouve<unknown>): boolean {
  return a.dans === b.dans && a.debut < b.fin && b.debut < a.fin;
}

/** Urgency said by the requester, the highest one; « pas urgent » hides the word « urgent » it contains, not another one. */
export function lireUrgence(parties: readonly Partie[]): Trouve<CodeUrgence> | undefined {
  const toutes = URGENCES.flatMap((entree) =>
    parties.flatMap((partie) => occurrences(partie, entree).map(({ code, etendue }) => trouver(partie, etendue, code))),
  );
  const sansHate = toutes.filter(({ valeur }) => valeur === 'U3');
  return toutes
    .filter((trouve) => trouve.valeur === 'U3' || !sansHate.some((calme) => seRecouvrent(trouve, calme)))
    .sort((a, b) => (a.valeur < b.valeur ? -1 : a.valeur > b.valeur ? 1 : 0))[0];
}

/** Words of a vital danger, present and not denied, with the sentence to show; undefined when there is none. */
export function lireDangerVital(parties: readonly Partie[]): DemandeLue['dangerVital'] {
  const mots = parties.flatMap((partie) =>
    DANGERS.flatMap((entree) => occurrences(partie, entree))
      .filter(
        ({ etendue }) =>
          !PASSE_AVANT.test(avant(partie, etendue.debut, 40)) && !PASSE_APRES.test(apres(partie, etendue.fin, 30)),
      )
      .map(({ code, etendue }) => trouver(partie, etendue, code)),
  );
  const [premier] = mots;
  if (premier === undefined) return undefined;
  const citation = `« ${premier.extrait} »`;
  return {
    mots,
    avertissement: `Ce message évoque un danger vital (${citation}) : appelez le 15. Une demande d’appui n’est pas le bon canal pour une urgence vitale.`,
  };
}

const ACCORD_D_UN_AUTRE = new RegExp(`\\b(?:${PROCHES}|mt|medecin(?: traitant)?|ides?|infirmiere?)\\b[^.;\\n]{0,12}$`);
const AUSSI_LA_PERSONNE = /\b(?:patiente?|pte?|elle|lui|interessee?)\b[^.;\n]{0,30}$/;

/** What is said of the person's agreement; that of a relative or of a colleague is not the person's. */
export function lireAccord(parties: readonly Partie[]): Trouve<AccordLu> | undefined {
  for (const entree of ACCORDS) {
    for (const partie of parties) {
      const retenue = occurrences(partie, entree).find(({ etendue: { debut } }) => {
        const contexte = avant(partie, debut, 50);
        return !ACCORD_D_UN_AUTRE.test(contexte) || AUSSI_LA_PERSONNE.test(contexte);
      });
      if (retenue !== undefined) return trouver(partie, retenue.etendue, retenue.code);
    }
  }
  return undefined;
}
