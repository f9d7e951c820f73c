import { motsDesNoms, sonsDesNoms, type CandidatIdentite } from '#fhir/identite/index.ts';
import { normaliser } from '#lib/texte/index.ts';

type NomsEtDates = Pick<
  CandidatIdentite,
  'nomNaissance' | 'nomUtilise' | 'prenomsNaissance' | 'prenomUtilise' | 'dateNaissance' | 'telephones' | 'ins'
>;

function familles({ nomNaissance, nomUtilise }: NomsEtDates): readonly string[] {
  return [nomNaissance, nomUtilise].filter((nom) => nom !== undefined);
}

function prenoms({ prenomsNaissance = [], prenomUtilise }: NomsEtDates): readonly string[] {
  return prenomUtilise === undefined ? prenomsNaissance : [prenomUtilise, ...prenomsNaissance];
}

/**
 * Keys that bring the files worth comparing with somebody looked for. `fortes`: one is enough. `faibles`: two of any kind are needed.
 * Wider than the comparison that follows, so that a name misheard with the right date, or two fields swapped, are not missed.
 */
export function clesDeRecherche(
  candidat: CandidatIdentite,
  empreintes: (matricule: string) => readonly string[],
): {
  readonly fortes: readonly string[];
  readonly faibles: readonly string[];
} {
  const { dateNaissance, telephones = [], ins, anneeNaissanceApprochee } = candidat;
  const noms = [...familles(candidat), ...prenoms(candidat)];
  const annee = dateNaissance?.slice(0, 4);
  const annees =
    anneeNaissanceApprochee === undefined ? [] : [-1, 0, 1].map((ecart) => String(anneeNaissanceApprochee + ecart));
  return {
    fortes: uniques([
      ...sonsDesNoms(familles(candidat)).map((son) => `son:${son}`),
      ...motsDesNoms(familles(candidat)).map((mot) => `mot:${mot}`),
      ...(dateNaissance?.length === 10 ? [`jour:${dateNaissance}`, `jour:${inversee(dateNaissance)}`] : []),
      ...telephones.map(({ numero }) => `tel:${numero}`),
      ...(ins === undefined ? [] : empreintes(ins.matricule).map((empreinte) => `ins:${empreinte}`)),
    ]),
    faibles: uniques([
      ...sonsDesNoms(noms).map((son) => `son:${son}`),
      ...motsDesNoms(noms).map((mot) => `mot:${mot}`),
      ...(annee === undefined ? annees : [annee]).map((a) => `annee:${a}`),
    ]),
  };
}

/** Accepted by itself: a whole date of birth, a phone, a matricule. */
export const CLE_SEULE = 'seule';

/**
 * Keys that bring every file that may be called « forte » (a name alone, family or given, never is: without a date nor a phone it has 60 points
 * at most), each with its group: one key of the group `CLE_SEULE`, or keys of two other groups. A group is one name, or the date of birth: by
 * its year, or whole with one digit of the year mistyped.
 */
export function clesDeDoublon(
  candidat: CandidatIdentite,
  empreintes: (matricule: string) => readonly string[],
): ReadonlyMap<string, string> {
  const { dateNaissance, telephones = [], ins } = candidat;
  const noms = uniques([...familles(candidat), ...prenoms(candidat)]);
  const entiere = dateNaissance?.length === 10 ? dateNaissance : undefined;
  const paires: readonly (readonly [cle: string, groupe: string])[] = [
    ...noms.flatMap((nom) => [
      ...motsDesNoms([nom]).map((mot) => [`mot:${mot}`, nom] as const),
      ...sonsDesNoms([nom]).map((son) => [`son:${son}`, nom] as const),
    ]),
    ...(dateNaissance === undefined ? [] : [[`annee:${dateNaissance.slice(0, 4)}`, 'naissance'] as const]),
    ...(entiere === undefined ? [] : anneesVoisines(entiere).map((jour) => [`jour:${jour}`, 'naissance'] as const)),
    ...[
      ...(entiere === undefined ? [] : [`jour:${entiere}`, `jour:${inversee(entiere)}`]),
      ...telephones.map(({ numero }) => `tel:${numero}`),
      ...(ins === undefined ? [] : empreintes(ins.matricule).map((empreinte) => `ins:${empreinte}`)),
    ].map((cle) => [cle, CLE_SEULE] as const),
  ];
  return new Map(paires);
}

/** The same day with one digit of the year changed. */
function anneesVoisines(date: string): readonly string[] {
  const reste = date.slice(4);
  return [0, 1, 2, 3].flatMap((rang) =>
    Array.from('0123456789', (chiffre) => `${date.slice(0, rang)}${chiffre}${date.slice(rang + 1, 4)}${reste}`),
  );
}

function inversee(date: string): string {
  const [annee, mois, jour] = date.split('-');
  return `${annee}-${jour}-${mois}`;
}

/** One thing typed in the search box: a word of a name, a year, a date or a phone. `debut`: keys that start so; `exactes`: keys equal. */
export interface Terme {
  readonly debut?: string | undefined;
  readonly exactes: readonly string[];
}

const DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** « aub jeanne 1942 », « 12/03/1942 », « 06 39 98 01 23 » → what each part must match. At most six parts. */
export function termesDe(texte: string): readonly Terme[] {
  const sansTelephone = texte.replaceAll(
    /(?:\+33|0)[\s.]*[1-9](?:[\s.]*\d{2}){4}/g,
    (numero) => `tel${numero.replaceAll(/\D/g, '').slice(-9)}`,
  );
  return sansTelephone
    .split(/\s+/)
    .filter((part) => part !== '')
    .slice(0, 6)
    .flatMap(termeDe);
}

function termeDe(part: string): readonly Terme[] {
  if (/^tel\d{9}$/.test(part)) return [{ exactes: [`tel:+33${part.slice(3)}`] }];
  const date = DATE.exec(part);
  if (date !== null) {
    const [, jour = '', mois = '', annee = ''] = date;
    return [{ exactes: [`jour:${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`] }];
  }
  if (/^(?:19|20)\d{2}$/.test(part)) return [{ exactes: [`annee:${part}`] }];
  return normaliser(part)
    .split(' ')
    .filter((mot) => mot !== '')
    .map((mot) => ({ debut: `mot:${mot}`, exactes: uniques(sonsDesNoms([mot])).map((son) => `son:${son}`) }));
}

function uniques(cles: readonly string[]): readonly string[] {
  return [...new Set(cles)];
}
