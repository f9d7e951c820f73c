const JOUR = new Intl.DateTimeFormat('fr-FR', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'Europe/Paris',
});
const HEURE = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' });

/** `mardi 24 novembre à 14 h 05`: how instants are written in messages, always in French local time. */
export function formaterInstant(instant: Date): string {
  return `${formaterJour(instant)} à ${formaterHeure(instant)}`;
}

export const formaterJour = (instant: Date): string => JOUR.format(instant);

export function formaterHeure(instant: Date): string {
  const [heures = '', minutes = ''] = HEURE.format(instant).split(':');
  return minutes === '00' ? `${Number(heures)} h` : `${Number(heures)} h ${minutes}`;
}
