// MSSanté address: an ordinary mail address; the domain is case-insensitive and stored in lower case, the local part is kept as written.
// Addresses « name <address> » are reduced to the address. The address of a citizen carries the matricule INS in its local part:
// treat it as a NIR (masked in logs, addresses and notifications; only for a qualified INS).
// Not checked: that the domain belongs to the trust space (list of the connector), that the mailbox exists.
// Source: interop §6.1; droit-et-securite MSS-02 and MSS-05. Vectors: vecteurs/adresse-mssante.{valides,invalides}.txt
import { lireMatriculeIns } from './matricule-ins.ts';
import { type Resultat, lu, refuse } from './resultat.ts';

export type AdresseMssante = string & { readonly marque: 'AdresseMssante' };

const TEXTES = {
  arobase: 'Une adresse de messagerie s’écrit sous la forme nom@domaine.',
  nom: 'La partie avant « @ » contient un caractère qui n’est pas admis.',
  domaine: 'Le domaine, après « @ », n’est pas écrit correctement.',
  longueur: 'Cette adresse de messagerie est trop longue.',
} as const;

export type MotifAdresseMssante = keyof typeof TEXTES;

const NOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAINE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** Reads an address typed or received (RFC 5321 lengths: 64 before the « @ », 254 in all). */
export function lireAdresseMssante(texte: string): Resultat<AdresseMssante, MotifAdresseMssante> {
  const nettoye = texte.trim().replace(/^.*<([^<>]*)>$/, '$1');
  const parties = nettoye.split('@');
  const [nom = '', domaineSaisi = ''] = parties;
  if (parties.length !== 2 || nom === '' || domaineSaisi === '') return refuse('arobase', TEXTES);
  const domaine = domaineSaisi.toLowerCase();
  if (nom.length > 64 || nettoye.length > 254) return refuse('longueur', TEXTES);
  if (!NOM.test(nom)) return refuse('nom', TEXTES);
  if (!DOMAINE.test(domaine)) return refuse('domaine', TEXTES);
  return lu(`${nom}@${domaine}` as AdresseMssante);
}

/** Same mailbox: in practice operators ignore the case of the local part too. */
export function memeAdresse(a: AdresseMssante, b: AdresseMssante): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** True when the address carries a matricule INS, hence must be protected as such; the citizen domain depends on the operator. */
export function estAdresseCitoyenne(adresse: AdresseMssante, domaineCitoyen = 'patient.mssante.fr'): boolean {
  const [nom = '', domaine = ''] = adresse.split('@');
  return domaine === domaineCitoyen || lireMatriculeIns(nom, 'document_recu').ok;
}
