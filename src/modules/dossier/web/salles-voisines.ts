import type { ChercherContacts } from '#modules/cercle/web/contacts.ts';

/** What the page of a person opens in other rooms: given by the wiring, since this room does not know their addresses. */
export interface SallesVoisines {
  readonly noterAppel: (patient: string) => string;
  readonly ecrire: (vers: { readonly patient: string; readonly a?: string | undefined }) => string;
  readonly demander: (patient: string) => string;
  /** Who has read this record. */
  readonly journal: (patient: string) => string;
  /** What she asks about her data: to receive, correct, stop. */
  readonly droits: (patient: string) => string;
  /** Page of an open thing, by its kind; undefined when this reader has none to open. */
  readonly ouvrir: (genre: string, objet: string) => string | undefined;
  readonly chercherContacts: ChercherContacts;
}
