import type { Civilite, Sexe } from '#fhir/identite/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import type { PersonneLue, Trouve } from './demande-lue.ts';
import { lireAge, lireNaissance } from './naissance.ts';
import { type NomLu, lireNom } from './noms.ts';
import { type Etendue, PROCHES, type Partie, apres, avant, estCorps, positionPliee, trouver } from './partie.ts';

/** A name of the message that may be the person's, with what speaks for it. */
interface Candidat {
  readonly partie: Partie;
  readonly lu: NomLu;
  readonly civilite?: Trouve<Civilite>;
  readonly points: number;
}

const CIVILITE = /(?<![a-z'])(?:(?<mme>mme|madame|mlle|mademoiselle)|(?<m>mr|monsieur|m))(?:\.|(?= ))/g;
const ANNONCE = /\b(?:patiente?(?:\(e\))?|pte?|nom|concerne|concernant|identite|personne|objet|pour)\b ?[:=-]? */g;
const PLAINE = /(?<![\p{L}'-])\p{Lu}[\p{L}'’-]+(?= )/gu;

const CONTEXTE = {
  salutation: /\b(?:bonjour|bonsoir|chere?|cher|attention (?:de|a)|merci|madame|monsieur) *$/,
  proche: new RegExp(`\\b(?:${PROCHES})\\b *(?:est |c'est |s'appelle |nommee? )?[ :,(]*$`),
  autrePersonne:
    /\b(?:dr|docteur|pr|professeur|ides?|infirmiere?|kine|as|assistante? sociale?|secretaire|cadre|pharmacien(?:ne)?|orthophoniste|collegue|consoeur|confrere|par)\.?[ :,(]*$/,
  patient:
    /\b(?:patiente?|pte?|concerne|concernant|situation (?:de|d')|pour|suivi (?:de|d')|adresse|signale|dossier (?:de|d'))[ :,-]*$/,
  roleApres: new RegExp(
    `^[ ,(:-]{0,3}(?:infirmiere?|assistante? sociale?|secretaire|kine|cadre|aide[ -]soignante?|auxiliaire|ide\\b(?! )|(?:sa |son )?(?:${PROCHES})(?= ?[:),0+]| au | joignable|$))`,
  ),
  naissanceApres:
    /^[ ,(-]{0,3}(?:nee?\b|ddn|\d{1,3} ?(?:ans|a\b)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|agee?\b|\(?(?:19|20)\d\d\b)/,
} as const;

/** Points of each clue; below `MINIMUM` the name is left alone. Tuned on the vectors beside. */
const POIDS = {
  civilite: 10,
  annonce: 6,
  suite: 4,
  capitales: 4,
  patient: 5,
  naissance: 7,
  exclu: -14,
  role: -8,
  sujet: -1,
} as const;
const MINIMUM = 6;

function pointsDuContexte(partie: Partie, debut: number, fin: number): number {
  const [precede, suit] = [avant(partie, debut, 40), apres(partie, fin, 30)];
  const exclu = [CONTEXTE.salutation, CONTEXTE.proche, CONTEXTE.autrePersonne].some((motif) => motif.test(precede));
  return (
    (exclu ? POIDS.exclu : 0) +
    (CONTEXTE.patient.test(precede) ? POIDS.patient : 0) +
    (CONTEXTE.roleApres.test(suit) ? POIDS.role : 0) +
    (CONTEXTE.naissanceApres.test(suit) ? POIDS.naissance : 0) +
    (partie.dans === 'sujet' ? POIDS.sujet : 0)
  );
}

function apresCivilite(partie: Partie): Candidat[] {
  return [...partie.plie.matchAll(CIVILITE)].flatMap((trouve) => {
    const [debut, fin] = [trouve.index, trouve.index + trouve[0].length];
    const lu = lireNom(partie, fin);
    // A lone « m » is a civility only before a name with a capital letter.
    const ambigu = trouve[0] === 'm' && lu !== undefined && /^\p{Ll}/u.test(lu.nom.extrait);
    if (lu === undefined || ambigu || !estCorps(partie, debut)) return [];
    const couple = /\b(?:m|mr|monsieur)\.? et $/.test(avant(partie, debut, 14));
    const valeur: Civilite = trouve.groups?.['mme'] === undefined ? 'M' : 'MME';
    const civilite = couple ? {} : { civilite: trouver(partie, { debut, fin }, valeur, 'forte') };
    return [{ partie, lu, ...civilite, points: POIDS.civilite + pointsDuContexte(partie, debut, lu.etendue.fin) }];
  });
}

function apresAnnonce(partie: Partie): Candidat[] {
  return [...partie.plie.matchAll(ANNONCE)].flatMap((trouve) => {
    const fin = trouve.index + trouve[0].length;
    const lu = lireNom(partie, fin);
    const nomPropre = lu !== undefined && (/^\p{Lu}/u.test(lu.nom.extrait) || trouve[0].includes(':'));
    // In a message all in capitals, « POUR AIDE » would be a name: there an announcement needs its colon.
    const credible = nomPropre && (!partie.capitales || trouve[0].includes(':'));
    if (!credible || !estCorps(partie, trouve.index)) return [];
    return [{ partie, lu, points: POIDS.annonce + pointsDuContexte(partie, fin, lu.etendue.fin) }];
  });
}

/** Capitalised words without civility nor announcement: « AUBRY Jeanne née le… », « Demande d’appui - AUBRY Jeanne ». */
function nomsNus(partie: Partie): Candidat[] {
  return [...partie.source.matchAll(PLAINE)].flatMap((trouve) => {
    const debut = positionPliee(partie, trouve.index);
    const lu = lireNom(partie, debut);
    if (lu?.prenom === undefined || !estCorps(partie, debut)) return [];
    const contraste = lu.nom.confiance === 'forte' ? POIDS.capitales : 0;
    const titre = /(?:^|[-:/(] ?)$/.test(avant(partie, debut, 3)) ? POIDS.suite : 0;
    return [{ partie, lu, points: contraste + titre + pointsDuContexte(partie, debut, lu.etendue.fin) }];
  });
}

function meilleur(parties: readonly Partie[]): Candidat | undefined {
  const candidats = parties.flatMap((partie) => [
    ...apresCivilite(partie),
    ...apresAnnonce(partie),
    ...nomsNus(partie),
  ]);
  // Stable sort: at equal points the first written wins, text before subject.
  return candidats.filter(({ points }) => points >= MINIMUM).sort((a, b) => b.points - a.points)[0];
}

/** « née Petit »: the birth name announced after the used name. */
function lireNomNaissance(partie: Partie, depuis: Etendue): Trouve<string> | undefined {
  const suite = /^[ ,(]{1,3}(?:epouse|nee?) +(?!le |en |a |vers )(?=[a-z])/.exec(
    partie.plie.slice(depuis.fin, depuis.fin + 20),
  );
  if (suite === null || suite[0].includes('epouse')) return undefined;
  const lu = lireNom(partie, depuis.fin + suite[0].length);
  return lu === undefined || !/^\p{Lu}/u.test(lu.nom.extrait) ? undefined : lu.nom;
}

const COMMUNE =
  /\b(?:(?:habit\w+|vit|vivant|reside|demeurant|domicilie?e?|logee?)(?: (?:seule?|encore|toujours|actuellement))? (?:a|sur)|(?<!\d)\d{5}) +(?=[a-z])/g;

function lireCommune(partie: Partie): Trouve<string> | undefined {
  for (const trouve of partie.plie.matchAll(COMMUNE)) {
    const debut = trouve.index + trouve[0].length;
    const nom =
      /^\p{Lu}[\p{L}'’-]*(?: (?:\p{Lu}[\p{L}'’-]*|(?:l[eèa]s?|sur|en|de|du|sous)(?:-\p{Lu}[\p{L}'’-]*)?)(?=[ ,.;)\n-]|$))*/u.exec(
        partie.source.slice(partie.origines[debut]),
      )?.[0];
    if (nom !== undefined && estCorps(partie, debut) && !/^(?:domicile|son|la|leur|une?)$/i.test(nom)) {
      const fin = positionPliee(partie, (partie.origines[debut] ?? 0) + nom.length);
      if (fin > debut) return trouver(partie, { debut, fin }, nom);
    }
  }
  return undefined;
}

function lireSexe(
  parties: readonly Partie[],
  civilite: Candidat['civilite'],
  feminin: boolean | undefined,
): Trouve<Sexe> | undefined {
  if (civilite !== undefined) return { ...civilite, valeur: civilite.valeur === 'MME' ? 'feminin' : 'masculin' };
  for (const partie of parties) {
    const trouve = /\b(?:patient(e?)|pt(e?)|homme|femme)\b(?!\()/.exec(partie.plie);
    if (trouve !== null) {
      const femme = trouve[1] === 'e' || trouve[2] === 'e' || trouve[0] === 'femme';
      const accordeeAutrement = feminin !== undefined && feminin !== femme;
      const etendue = { debut: trouve.index, fin: trouve.index + trouve[0].length };
      return accordeeAutrement ? undefined : trouver(partie, etendue, femme ? 'feminin' : 'masculin', 'faible');
    }
  }
  return undefined;
}

function premier<T>(parties: readonly Partie[], lire: (partie: Partie) => T | undefined): T | undefined {
  for (const partie of parties) {
    const lu = lire(partie);
    if (lu !== undefined) return lu;
  }
  return undefined;
}

/** Identity candidate of the person the message is about. */
export function lirePersonne(parties: readonly Partie[], aujourdhui: Jour): PersonneLue {
  const candidat = meilleur(parties);
  const etendueDans = (partie: Partie) => (candidat?.partie === partie ? candidat.lu.etendue : undefined);
  const naissance = premier(parties, (partie) => lireNaissance(partie, etendueDans(partie), aujourdhui));
  const age = premier(parties, lireAge);
  const commune = premier(parties, lireCommune);
  const sexe = lireSexe(parties, candidat?.civilite, naissance?.feminin);
  const nomNaissance = candidat && lireNomNaissance(candidat.partie, candidat.lu.etendue);
  return {
    ...(candidat?.civilite === undefined ? {} : { civilite: candidat.civilite }),
    ...(sexe === undefined ? {} : { sexe }),
    ...(candidat === undefined ? {} : { nom: candidat.lu.nom }),
    ...(nomNaissance === undefined ? {} : { nomNaissance }),
    ...(candidat?.lu.prenom === undefined ? {} : { prenom: candidat.lu.prenom }),
    ...(naissance === undefined ? {} : { dateNaissance: naissance.date }),
    ...(age === undefined ? {} : { age }),
    ...(commune === undefined ? {} : { commune }),
  };
}
