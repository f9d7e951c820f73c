const FUSEAU = 'Europe/Paris';
const MINUTE = 60_000;
const HEURE = 60 * MINUTE;
/** Typographic apostrophe, thin and plain no-break spaces: French typography of our texts. */
const INSECABLE = '\u00a0';

export type Instant = Date | string;

const parties = new Intl.DateTimeFormat('fr-FR', {
  timeZone: FUSEAU,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const jourCourt = new Intl.DateTimeFormat('fr-FR', {
  timeZone: FUSEAU,
  weekday: 'long',
  day: 'numeric',
  month: 'short',
});
const jourLong = new Intl.DateTimeFormat('fr-FR', { timeZone: FUSEAU, weekday: 'long', day: 'numeric', month: 'long' });
const jourEtAnnee = new Intl.DateTimeFormat('fr-FR', {
  timeZone: FUSEAU,
  weekday: 'long',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** Reads an instant (Date or ISO text); throws RangeError on text that is not a date. */
export function enDate(instant: Instant): Date {
  const date = typeof instant === 'string' ? new Date(instant) : instant;
  if (Number.isNaN(date.getTime())) throw new RangeError('instant illisible');
  return date;
}

function decouper(instant: Instant): Readonly<Record<string, string>> {
  return Object.fromEntries(parties.formatToParts(enDate(instant)).map((p) => [p.type, p.value]));
}

/** Calendar day in Paris, `aaaa-mm-jj`: the key of a day separator. */
export function cleJour(instant: Instant): string {
  const p = decouper(instant);
  return `${p['year']}-${p['month']}-${p['day']}`;
}

/** Whole calendar days from `a` to `b` in Paris (tomorrow = 1), blind to hours and to the change of hour. */
export function joursEntre(a: Instant, b: Instant): number {
  return Math.round((Date.parse(cleJour(b)) - Date.parse(cleJour(a))) / (24 * HEURE));
}

function jour1er(texte: string): string {
  return texte.replace(/(^|\s)1(\s)/u, `$11er$2`);
}

/** « jeudi 26 nov. », with the year when it is not the current one. */
export function formaterJour(instant: Instant, maintenant: Date): string {
  const memeAnnee = cleJour(instant).slice(0, 4) === cleJour(maintenant).slice(0, 4);
  return jour1er((memeAnnee ? jourCourt : jourEtAnnee).format(enDate(instant)));
}

/** Title of a day in a thread: « Aujourd’hui », « Hier », « jeudi 26 novembre ». */
export function formaterJourDuFil(instant: Instant, maintenant: Date): string {
  const ecart = joursEntre(instant, maintenant);
  if (ecart === 0) return 'Aujourd’hui';
  if (ecart === 1) return 'Hier';
  if (ecart === -1) return 'Demain';
  const annee = cleJour(instant).slice(0, 4);
  const texte = jour1er(jourLong.format(enDate(instant)));
  return majuscule(annee === cleJour(maintenant).slice(0, 4) ? texte : `${texte} ${annee}`);
}

/** « 14 h 05 », « 14 h » on the hour. */
export function formaterHeure(instant: Instant): string {
  const p = decouper(instant);
  const heure = String(Number(p['hour']));
  return p['minute'] === '00' ? `${heure}${INSECABLE}h` : `${heure}${INSECABLE}h${INSECABLE}${p['minute']}`;
}

/** Hour alone today, « hier 14 h 05 », « demain 9 h », otherwise « jeudi 26 nov. 14 h 05 ». */
export function formaterMoment(instant: Instant, maintenant: Date): string {
  const ecart = joursEntre(instant, maintenant);
  const heure = formaterHeure(instant);
  if (ecart === 0) return heure;
  if (ecart === 1) return `hier ${heure}`;
  if (ecart === -1) return `demain ${heure}`;
  return `${formaterJour(instant, maintenant)} ${heure}`;
}

/** « jj/mm/aaaa » from a calendar date `aaaa-mm-jj` (no time zone) or an instant. */
export function formaterDateCourte(date: Instant): string {
  const iso = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(date) ? date : cleJour(date);
  const [annee, mois, jour] = iso.split('-');
  return `${jour}/${mois}/${annee}`;
}

/** A length of time in the one unit that matters: « moins d’1 min », « 5 min », « 2 h », « 3 j », « 2 mois ». Negative counts as zero. */
export function formaterDuree(millisecondes: number): string {
  const duree = Math.max(0, millisecondes);
  const minutes = Math.floor(duree / MINUTE);
  if (minutes < 1) return `moins d’1${INSECABLE}min`;
  if (minutes < 60) return `${minutes}${INSECABLE}min`;
  const heures = Math.floor(duree / HEURE);
  if (heures < 24) return `${heures}${INSECABLE}h`;
  const jours = Math.floor(heures / 24);
  if (jours < 60) return `${jours}${INSECABLE}j`;
  const mois = Math.floor(jours / 30.44);
  if (mois < 24) return `${mois}${INSECABLE}mois`;
  return `${Math.floor(jours / 365.25)}${INSECABLE}ans`;
}

/** « à l’instant », « il y a 2 h », and in the future « dans 3 j ». */
export function formaterIlYA(instant: Instant, maintenant: Date): string {
  const ecart = maintenant.getTime() - enDate(instant).getTime();
  if (Math.abs(ecart) < MINUTE) return 'à l’instant';
  return ecart > 0 ? `il y a ${formaterDuree(ecart)}` : `dans ${formaterDuree(-ecart)}`;
}

/** Completed years at the day of `maintenant`, from a birth date `aaaa-mm-jj`. */
export function ageEnAnnees(naissance: string, maintenant: Date): number {
  const ici = cleJour(maintenant);
  const annees = Number(ici.slice(0, 4)) - Number(naissance.slice(0, 4));
  return ici.slice(5) < naissance.slice(5) ? annees - 1 : annees;
}

/** French phone in pairs, « 06 39 98 12 34 »; « +33 6 … » is brought back to ten digits; anything else is given back trimmed. */
export function formaterTelephone(texte: string): string {
  const chiffres = normaliserTelephone(texte);
  if (/^0\d{9}$/u.test(chiffres)) return chiffres.replace(/(\d{2})(?=\d)/gu, `$1${INSECABLE}`);
  return texte.trim();
}

/** Digits only, « +33 » and « 0033 » brought back to a leading 0; a foreign « + » is kept. */
export function normaliserTelephone(texte: string): string {
  const nu = texte.replace(/[^\d+]/gu, '');
  return nu.replace(/^(?:\+33|0033)0?(?=\d)/u, '0');
}

/** « 3 demandes », « 1 demande », « aucune demande » need the gender, so the caller gives the three words it wants. */
export function accorder(nombre: number, singulier: string, pluriel: string): string {
  return `${formaterNombre(nombre)}${INSECABLE}${Math.abs(nombre) < 2 ? singulier : pluriel}`;
}

const nombres = new Intl.NumberFormat('fr-FR');

/** « 12 480 » with the French thin space. */
export function formaterNombre(nombre: number): string {
  return nombres.format(nombre);
}

export function majuscule(texte: string): string {
  return texte.charAt(0).toLocaleUpperCase('fr-FR') + texte.slice(1);
}

/** First letters of the first and last words, for a person without a photo: « Marie-Françoise de La R. » → « MR ». */
export function initiales(nom: string): string {
  const mots = nom
    .replace(/^(?:mme|m\.|dr|pr|monsieur|madame)\s+/iu, '')
    .split(/\s+/u)
    .filter((mot) => mot !== '');
  const premiere = mots.at(0)?.charAt(0) ?? '';
  const derniere = mots.length > 1 ? (mots.at(-1)?.charAt(0) ?? '') : '';
  return (premiere + derniere).toLocaleUpperCase('fr-FR');
}
