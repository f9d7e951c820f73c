import type { HumanName } from '@medplum/fhirtypes';

const PARTICULES = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'et',
  'à',
  'au',
  'aux',
  'en',
  'sur',
  'sous',
  'pour',
  'd',
  'l',
]);
const SIGLES = new Set(
  'EHPAD SSIAD SAD SAAD HAD CMP CMPP CPTS MSP DAC CCAS CH CHU CHRS CSAPA CAARUD CAMSP SESSAD SAVS SAMSAH ACT LHSS LAM PASS ADMR UGECAM SMR EMSP ESA PASA CLIC MDPH USLD SCM SCP SELARL SISA'.split(
    ' ',
  ),
);

/** National files write in capitals: « CENTRE HOSPITALIER D'ORSÈNE » → « Centre Hospitalier d’Orsène ». Mixed case is kept as it is. */
export function adoucir(texte: string): string {
  const propre = texte.replaceAll("'", '’').trim();
  if (propre !== propre.toUpperCase() || !/\p{Lu}{3}/u.test(propre)) return propre;
  let premier = true;
  return propre.replace(/[\p{L}\p{N}]+/gu, (mot) => {
    const bas = mot.toLowerCase();
    const debut = premier;
    premier = false;
    if (SIGLES.has(mot)) return mot;
    if (!debut && PARTICULES.has(bas)) return bas;
    return bas.charAt(0).toUpperCase() + bas.slice(1);
  });
}

const VOIES: Readonly<Record<string, string>> = {
  R: 'rue',
  AV: 'avenue',
  BD: 'boulevard',
  PL: 'place',
  RTE: 'route',
  IMP: 'impasse',
  SQ: 'square',
  CHE: 'chemin',
  ALL: 'allée',
  CRS: 'cours',
  QU: 'quai',
};

/** « 65 R JEAN-MACÉ » → « 65 rue Jean-Macé »: the kind of street in full, words in ordinary letters. */
export function adoucirRue(texte: string): string {
  return texte
    .replaceAll("'", '’')
    .replace(
      /^(\d+(?:\s(?:BIS|TER|[A-C]))?)\s+(\p{L}+)\s/iu,
      (_tout, numero: string, voie: string) => `${numero.toLowerCase()} ${VOIES[voie] ?? voie.toLowerCase()} `,
    )
    .replace(/\p{Lu}{2,}/gu, (mot) =>
      PARTICULES.has(mot.toLowerCase()) ? mot.toLowerCase() : mot.charAt(0) + mot.slice(1).toLowerCase(),
    );
}

/** A surname keeps its particles low: « D'HÉRICOURT-LEFÈVRE » → « d’Héricourt-Lefèvre ». */
export function adoucirNom(nom: string): string {
  const doux = adoucir(nom);
  return /^(?:(?:de|du|des)\s|d’)/i.test(doux) && nom === nom.toUpperCase()
    ? doux.charAt(0).toLowerCase() + doux.slice(1)
    : doux;
}

const TITRES: Readonly<Record<string, string>> = { DR: 'Dr', PR: 'Pr' };

/** « Dr Hélène Roy »: as it is said on the phone. */
export function nomAffiche(nom: HumanName | undefined): string {
  const titre = TITRES[nom?.suffix?.[0] ?? ''];
  return [titre, ...(nom?.given ?? []).map(adoucir), adoucirNom(nom?.family ?? '')]
    .filter((mot) => mot !== undefined && mot !== '')
    .join(' ');
}

/** The best written of the names a structure has: one in ordinary letters, otherwise the official one softened. */
export function nomDeStructure(noms: readonly (string | undefined)[]): string {
  const connus = noms.filter((nom) => nom !== undefined && nom !== '') as string[];
  const ecrit = connus.find((nom) => nom !== nom.toUpperCase());
  return adoucir(ecrit ?? connus[0] ?? 'Structure sans nom');
}

const FEMININS: Readonly<Record<string, string>> = {
  Infirmier: 'Infirmière',
  'Infirmier psychiatrique': 'Infirmière psychiatrique',
  Pharmacien: 'Pharmacienne',
  'Chirurgien-Dentiste': 'Chirurgienne-dentiste',
  'Masseur-Kinésithérapeute': 'Masseuse-kinésithérapeute',
  Diététicien: 'Diététicienne',
  Psychomotricien: 'Psychomotricienne',
  'Assistant de service social': 'Assistante de service social',
  'Aide-soignant': 'Aide-soignante',
  Audioprothésiste: 'Audioprothésiste',
};

/** « Médecin, gériatrie »: the profession in the person's gender, and what a doctor is a doctor of. */
export function professionAffichee(
  libelle: string | undefined,
  civilite: string | undefined,
  specialites: readonly string[],
): string | undefined {
  if (libelle === undefined || libelle === '') return undefined;
  const genree = civilite === 'MME' ? (FEMININS[libelle] ?? libelle) : libelle;
  if (libelle !== 'Médecin' || specialites.length === 0) return genree;
  if (specialites.some((s) => /médecine générale/i.test(s))) return 'Médecin généraliste';
  return `Médecin, ${specialites.map((s) => s.charAt(0).toLowerCase() + s.slice(1)).join(' et ')}`;
}
