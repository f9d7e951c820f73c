import { lireTelephone } from '#lib/identifiants/index.ts';
import type { TelephoneLu, Trouve } from './demande-lue.ts';
import { PROCHES, type Partie, apres, avant, estCorps, trouver } from './partie.ts';

const NUMERO = /(?<![\d+])(?:(?:\+|00)33[ .]?(?:\(0\)[ .]?)?|0)[1-9](?:[ .\-/]?\d{2}){4}(?!\d)/g;

type Titulaire = Pick<TelephoneLu, 'de'>['de'];

/** Labels found on the same line, the closest to the number deciding. */
const ETIQUETTES: readonly (readonly [mots: RegExp, de: Titulaire])[] = [
  [new RegExp(`\\b(?:${PROCHES})\\b`, 'g'), 'proche'],
  [
    /\b(?:dr|docteur|cabinet|secretariat|mon (?:portable|tel|telephone|numero|06|07)|ma ligne|ligne directe|(?:me|m') ?(?:joindre|rappeler|contacter|appeler)|(?:rappelez|appelez|contactez|joignez)-moi|je suis (?:joignable|disponible|dispo|au)|medecin traitant|mt)\b/g,
    'demandeur',
  ],
  [
    /\b(?:ides?|infirmi\w+|ssiad|pharmaci\w+|kine\w*|sad|had|assistante? sociale?|service|hopital|clinique|ehpad|urgences)\b/g,
    'tiers',
  ],
  [
    /\b(?:patiente?|pte?|chez (?:elle|lui)|domicile|son (?:tel\w*|numero|portable|fixe|mobile)|sa ligne)\b/g,
    'personne',
  ],
];
const PROCHE_APRES = new RegExp(`^[ (,:=-]{0,4}(?:(?:c'est )?(?:sa|son|la|le|l') ?)?(${PROCHES})\\b`);

/** Sentences before the one of the number speak of someone else; « Dr. » and « tél. » do not end a sentence. */
const FIN_DE_PHRASE = /(?<!\b(?:dr|pr|mr?|mme|tel|port))[.;!?] +/;

interface Etiquette {
  readonly de: Titulaire;
  readonly mot: string;
  readonly position: number;
}

function etiquetteAvant(contexte: string): Etiquette | undefined {
  const toutes = ETIQUETTES.flatMap(([mots, de]) =>
    [...contexte.matchAll(mots)].map((trouve): Etiquette => ({ de, mot: trouve[0], position: trouve.index })),
  );
  // « Dr Leroy, service de médecine, 03… »: the number of the service is how to reach the requester.
  const medecin = toutes.find(({ mot }) => mot === 'dr' || mot === 'docteur');
  const derniere = toutes.sort((a, b) => b.position - a.position)[0];
  return derniere?.de === 'tiers' ? (medecin ?? derniere) : derniere;
}

function titulaire(partie: Partie, debut: number, fin: number, precedent: number): Omit<TelephoneLu, 'numero'> {
  const lien = PROCHE_APRES.exec(apres(partie, fin, 30))?.[1];
  if (lien !== undefined) return { de: 'proche', lien };
  if (!estCorps(partie, debut)) return { de: 'demandeur' };
  const contexte = avant(partie, debut, Math.min(70, debut - precedent));
  const etiquette = etiquetteAvant(contexte.split(FIN_DE_PHRASE).at(-1) ?? '');
  if (etiquette === undefined) return { de: 'personne' };
  return etiquette.de === 'proche' ? { de: 'proche', lien: etiquette.mot } : { de: etiquette.de };
}

/** Phone numbers of a part, each with whose it seems to be. A number without any label in the body is taken for the person's. */
export function lireTelephones(partie: Partie): readonly Trouve<TelephoneLu>[] {
  let precedent = 0;
  return [...partie.plie.matchAll(NUMERO)].flatMap((trouve) => {
    const [debut, fin] = [trouve.index, trouve.index + trouve[0].length];
    const lu = lireTelephone(trouve[0]);
    const de = titulaire(partie, debut, fin, precedent);
    precedent = fin;
    return lu.ok ? [trouver(partie, { debut, fin }, { numero: lu.valeur, ...de })] : [];
  });
}
