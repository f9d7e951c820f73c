import { randomInt } from 'node:crypto';
import { Hono, type Context } from 'hono';
import * as contrat from '#acces/contrat-session.ts';
import { compteParId, compteParIdnps } from '#acces/depots/comptes.ts';
import {
  finirDemande,
  poserDemande,
  prendreSonTour,
  ralentirDemande,
  relierDemande,
  type DemandeGardee,
} from '#acces/depots/demandes-telephone.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import type { IdentitePsc } from '#connectors/psc/fournisseur.ts';
import type { TelephonePsc } from '#connectors/psc/telephone.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { Refus } from '#lib/refus.ts';
import { lireIdnps, lireRpps } from '#lib/identifiants/index.ts';
import { confirmerParCarte, entrerParCarte } from './connexion-carte.ts';
import {
  connecte,
  lireCookieCourt,
  oublierCookieCourt,
  poserCookieCourt,
  servir,
  type Connexion,
} from './connexion-outils.ts';
import type { Env } from './contexte.ts';
import { apresLaReponse } from './entete.ts';

const DUREE_MS = 2 * 60_000;
/** How often the screen asks us, and we ask the service, until it says otherwise. */
const INTERVALLE_S = 3;
/** Unambiguous to read aloud, and made of what every service accepts in a message. */
const LETTRES = 'ABCDEFHKLMNPRTXY';

/**
 * « Me connecter avec mon téléphone »: the person types their number, compares a code on both screens, and confirms on the phone. The
 * answer is the same, and takes the same time, whether somebody is known under that number or not.
 */
export function portesTelephone(connexion: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  servir(app, contrat.connexionAuTelephone, async (c, { identifiant, partage }) => {
    const telephone = ouvert(connexion);
    await connexion.compterDebut(c);
    const idnps = lireNumero(identifiant);
    await connexion.compterAppel(idnps);
    const compte = await compteParIdnps(connexion.maison.socle.base, idnps);
    const appele = compte?.etat === 'actif' ? idnps : undefined;
    return appeler(connexion, c, { telephone, usage: 'connexion', session: null, partage, appele });
  });
  servir(app, contrat.elevationAuTelephone, async (c) => {
    const telephone = ouvert(connexion);
    const session = connecte(c);
    const idnps = (await compteParId(connexion.maison.socle.base, session.compte))?.idnps ?? undefined;
    if (idnps === undefined) throw refusConnexion.indisponible();
    await connexion.compterAppel(idnps);
    return appeler(connexion, c, { telephone, usage: 'elevation', session: session.id, partage: false, appele: idnps });
  });
  servir(app, contrat.suiteDuTelephone, (c) => suivre(connexion, c));
  return app;
}

/** The RPPS number printed on the card, or the whole national identifier. */
function lireNumero(saisi: string): string {
  const rpps = lireRpps(saisi);
  if (rpps.ok) return `8${rpps.valeur}`;
  const idnps = lireIdnps(saisi.replaceAll(/\s/g, ''));
  if (idnps.ok) return idnps.valeur.id;
  throw refusConnexion.numero_illisible(undefined, {
    identifiant: 'Écrivez les 11 chiffres du numéro RPPS, sur votre carte ou dans l’application e-CPS.',
  });
}

function ouvert({ psc }: Connexion): TelephonePsc {
  if (psc?.telephone === undefined) throw refusConnexion.indisponible();
  return psc.telephone;
}

interface Appel {
  readonly telephone: TelephonePsc;
  readonly usage: DemandeGardee['usage'];
  readonly session: string | null;
  readonly partage: boolean;
  /** Undefined: nobody is called, and the screen waits just the same. */
  readonly appele: string | undefined;
}

async function appeler(connexion: Connexion, c: Context<Env>, { telephone, appele, ...demande }: Appel) {
  const { maison } = connexion;
  const maintenant = maison.horlogeReelle.maintenant();
  const secret = nouveauSecret();
  const code = nouveauCode();
  const expireLe = new Date(maintenant.getTime() + DUREE_MS);
  await poserDemande(maison.socle.base, { secret, ...demande, intervalleS: INTERVALLE_S, expireLe }, maintenant);
  poserCookieCourt(connexion, c, 'telephone', secret);
  // After the answer has left, and not awaited: neither what it costs nor how long the service takes tells whether anybody was called.
  if (appele !== undefined) apresLaReponse(c, () => void sonner(connexion, telephone, { appele, code, secret }));
  return { code, expireLe: expireLe.toISOString(), attendreMs: INTERVALLE_S * 1000 };
}

async function sonner(
  { maison }: Connexion,
  telephone: TelephonePsc,
  { appele, code, secret }: { readonly appele: string; readonly code: string; readonly secret: string },
): Promise<void> {
  try {
    const { requete, intervalleS } = await telephone.demander(appele, code);
    await relierDemande(maison.socle.base, secret, { requete, intervalleS });
  } catch (erreur) {
    const cause = erreur instanceof Refus ? erreur.code : 'panne';
    maison.journal('attention', 'connexion.telephone_muet', { cause });
  }
}

async function suivre(connexion: Connexion, c: Context<Env>) {
  const telephone = ouvert(connexion);
  const { base } = connexion.maison.socle;
  const maintenant = connexion.maison.horlogeReelle.maintenant();
  const secret = lireCookieCourt(connexion, c, 'telephone') ?? '';
  const tour = await prendreSonTour(base, secret, maintenant);
  if (tour === 'finie') {
    oublierCookieCourt(connexion, c, 'telephone');
    throw refusConnexion.demande_telephone_finie();
  }
  const attente = { etat: 'attente' as const, attendreMs: tour.intervalleS * 1000 };
  if (!tour.aLui) return attente;
  if (tour.requete === undefined) {
    await interrogerDansLeVide(telephone);
    return attente;
  }
  try {
    const reponse = await telephone.interroger(tour.requete);
    if (reponse === 'attente') return attente;
    if (reponse === 'ralentir') {
      const intervalleS = await ralentirDemande(base, secret);
      return { ...attente, attendreMs: intervalleS * 1000 };
    }
    await conclure(connexion, c, tour, secret, reponse);
    return { etat: 'faite' as const, attendreMs: 0 };
  } catch (erreur) {
    if (erreur instanceof Refus && erreur.code !== 'psc.service_injoignable') {
      await finirDemande(base, secret, maintenant);
      oublierCookieCourt(connexion, c, 'telephone');
    }
    throw erreur;
  }
}

/**
 * Nobody was called, or not yet: the service is asked all the same, about a request it never took. Otherwise the wait of each question
 * would tell who has an account. Only a service that does not answer is told, as it is to the others.
 */
async function interrogerDansLeVide(telephone: TelephonePsc): Promise<void> {
  try {
    await telephone.interroger(nouveauSecret());
  } catch (erreur) {
    if (!(erreur instanceof Refus) || erreur.code === 'psc.service_injoignable') throw erreur;
  }
}

/** The first who brings the answer ends the request: two screens that ask at once never open two sessions. */
async function conclure(
  connexion: Connexion,
  c: Context<Env>,
  demande: Pick<DemandeGardee, 'usage' | 'session' | 'partage'>,
  secret: string,
  identite: IdentitePsc,
): Promise<void> {
  const premiere = await finirDemande(connexion.maison.socle.base, secret, connexion.maison.horlogeReelle.maintenant());
  if (!premiere) throw refusConnexion.demande_telephone_finie();
  oublierCookieCourt(connexion, c, 'telephone');
  if (demande.usage === 'connexion') {
    await entrerParCarte(connexion, c, identite, { partage: demande.partage, parTelephone: true });
    return;
  }
  const session = connecte(c);
  if (session.id !== demande.session) throw refusConnexion.demande_telephone_finie();
  await confirmerParCarte(connexion, c, session, identite);
}

function nouveauCode(): string {
  const lettre = (): string => LETTRES[randomInt(LETTRES.length)] ?? 'A';
  return `${lettre()}${lettre()}-${String(randomInt(100)).padStart(2, '0')}`;
}
