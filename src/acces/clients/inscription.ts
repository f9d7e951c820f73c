import { FAMILLES, type Famille } from '#fhir/types.ts';
import { listeDeRefus } from '#lib/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { lireCles, type ClePublique } from './cles.ts';
import type { Client } from './modele.ts';
import { lirePermissions, type PermissionsLues } from './permissions.ts';

/** What an operator gives to register a software, as typed. */
export interface DemandeDInscription {
  readonly nom: string;
  readonly genre: string;
  /** A JWKS already parsed as JSON; undefined for a public application. */
  readonly cles: unknown;
  readonly permissions: string;
  /** `ADM,COO`; undefined: for an application, all that is not sensitive. */
  readonly familles: string | undefined;
  readonly retours: readonly string[];
  readonly lancement: string | undefined;
  readonly contact: string;
  /** Calendar day after which it no longer enters, `2027-12-31`. */
  readonly fin: string | undefined;
}

export const refusInscription = listeDeRefus('client', {
  nom: { statut: 400, texte: 'Donnez au logiciel un nom de 2 à 80 lettres, celui que les personnes liront.' },
  genre: {
    statut: 400,
    texte: 'Le genre est « systeme » (agit en son nom) ou « application » (agit pour la personne qui l’ouvre).',
  },
  contact: { statut: 400, texte: 'Donnez qui joindre en cas de problème : une adresse ou un téléphone.' },
  sans_cle: { statut: 400, texte: 'Un logiciel qui agit en son nom signe ses demandes : donnez sa clé publique.' },
  permissions: { statut: 400, texte: 'Les permissions sont à corriger.' },
  familles: { statut: 400, texte: `Les familles d’information sont : ${FAMILLES.join(', ')}.` },
  retours: {
    statut: 400,
    texte:
      'Une application revient à une adresse exacte : https, ou http://localhost pour un poste, sans « # » ni mot de passe.',
  },
  fin: { statut: 400, texte: 'La date de fin est un jour à venir, par exemple 2027-12-31.' },
  inconnu: { statut: 404, texte: 'Aucun logiciel de ce territoire n’a cet identifiant.' },
});

const SENSIBLE: Famille = 'SEN';

/** Judges a registration and builds the client. Sensitive information is never given by default. Throws `refusInscription`. */
export async function preparerInscription(
  demande: DemandeDInscription,
  contexte: { readonly id: string; readonly territoire: CodeTerritoire; readonly maintenant: Date },
): Promise<Client> {
  const nom = demande.nom.trim();
  if (nom.length < 2 || nom.length > 80) throw refusInscription.nom();
  const { genre } = demande;
  if (genre !== 'systeme' && genre !== 'application') throw refusInscription.genre();
  if (demande.contact.trim() === '') throw refusInscription.contact();
  const cles: readonly ClePublique[] = demande.cles === undefined ? [] : await lireCles(demande.cles);
  if (genre === 'systeme' && cles.length === 0) throw refusInscription.sans_cle();
  return {
    ...contexte,
    nom,
    genre,
    cles,
    permises: lirePermises(genre, demande.permissions),
    familles: lireFamilles(genre, demande.familles),
    retours: lireRetours(genre, demande.retours),
    lancement: demande.lancement === undefined ? undefined : lireAdresse(demande.lancement),
    contact: demande.contact.trim(),
    creeLe: contexte.maintenant,
    finLe: demande.fin === undefined ? undefined : lireFin(demande.fin, contexte.maintenant),
    suspenduLe: undefined,
  };
}

function lirePermises(genre: Client['genre'], texte: string): PermissionsLues {
  const lecture = lirePermissions(texte);
  if ('illisible' in lecture) throw refusInscription.permissions(lecture.illisible);
  const { permissions, contextes } = lecture.lues;
  if (permissions.length === 0)
    throw refusInscription.permissions('Donnez-en au moins une, par exemple system/Patient.rs.');
  const deSysteme = permissions.filter((p) => p.niveau === 'system').length;
  if (genre === 'systeme' && (deSysteme < permissions.length || contextes.length > 0))
    throw refusInscription.permissions('Un logiciel qui agit en son nom n’a que des permissions « system/… ».');
  if (genre === 'application' && deSysteme > 0)
    throw refusInscription.permissions(
      'Une application agit pour une personne : « user/… » ou « patient/… » seulement.',
    );
  return lecture.lues;
}

function lireFamilles(genre: Client['genre'], texte: string | undefined): readonly Famille[] {
  if (texte === undefined) {
    if (genre === 'application') return FAMILLES.filter((f) => f !== SENSIBLE);
    throw refusInscription.familles('Dites lesquelles ce logiciel reçoit.');
  }
  const dites = texte
    .split(/[\s,]+/)
    .filter((mot) => mot !== '')
    .map((mot) => mot.toUpperCase());
  const connues = FAMILLES.filter((f) => dites.includes(f));
  if (connues.length === 0 || connues.length !== new Set(dites).size) throw refusInscription.familles();
  return connues;
}

function lireRetours(genre: Client['genre'], retours: readonly string[]): readonly string[] {
  if ((genre === 'application') !== retours.length > 0)
    throw refusInscription.retours(
      genre === 'application' ? 'Donnez-en au moins une.' : 'Un logiciel qui agit en son nom n’en a pas.',
    );
  return [...new Set(retours.map(lireAdresse))];
}

/** The address as it was given: it will be compared letter by letter. */
function lireAdresse(texte: string): string {
  const url = URL.canParse(texte) ? new URL(texte) : undefined;
  const locale = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !locale) || texte.includes('#') || url.username !== '')
    throw refusInscription.retours(`« ${texte.slice(0, 100)} » n’en est pas une.`);
  return texte;
}

function lireFin(texte: string, maintenant: Date): Date {
  const fin = /^\d{4}-\d{2}-\d{2}$/.test(texte) ? new Date(`${texte}T23:59:59Z`) : new Date(Number.NaN);
  if (!(fin > maintenant) || fin.toISOString().slice(0, 10) !== texte) throw refusInscription.fin();
  return fin;
}
