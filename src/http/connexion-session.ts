import { Hono, type Context } from 'hono';
import { actionChoisirSituation, actionFermerSession, vueEtatSession, vueMoi } from '#acces/contrat-session.ts';
import { sessionsOuvertes } from '#acces/depots/mes-sessions.ts';
import { GESTES } from '#acces/delegation.ts';
import { moyensDuCompte, nomDuTerritoire } from '#acces/depots/comptes.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { estRole, ROLES } from '#acces/roles.ts';
import {
  choisirSituation,
  contexteDuJetonPsc,
  inactiviteMs,
  situationsDe,
  type SessionOuverte,
  type Situation,
} from '#acces/sessions.ts';
import { Refus, refusCommuns } from '#lib/refus.ts';
import { lireAppareilConnu } from './appareil-connu.ts';
import { oublierSession, servir, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

/** Who I am, as what I come, and leaving. */
export function portesSession(connexion: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  servir(app, vueMoi, (c) => decrireMoi(connexion, c));
  servir(app, vueEtatSession, (c) => decrireEtat(connexion, c));
  servir(app, actionChoisirSituation, async (c, { situation }) => {
    const session = c.get('session');
    const secret = c.get('secretSession');
    if (session === undefined || secret === undefined) throw refusCommuns.non_connecte();
    const miennes = await situationsEnCours(connexion, session.compte);
    const mienne = miennes.some(({ id }) => id === situation);
    if (!mienne || !(await choisirSituation(connexion.maison.socle.base, secret, situation)))
      throw refusConnexion.situation_inconnue();
    return {};
  });
  servir(app, actionFermerSession, async (c) => {
    const session = c.get('session');
    await oublierSession(connexion.maison, c);
    // What the page kept (shell apart, it should be nothing) and the pages the Back button would show again.
    c.header('clear-site-data', '"cache", "storage"');
    const jetonPsc = jetonPscDe(connexion, session);
    const suite = jetonPsc === undefined ? undefined : await sortieDePsc(connexion, jetonPsc);
    return suite === undefined ? {} : { suite };
  });
  return app;
}

/** The token Pro Santé Connect asks for at sign-out: sealed as long as the session is open. */
function jetonPscDe({ maison }: Connexion, session: SessionOuverte | undefined): string | undefined {
  if (session === undefined || session.jetonPsc === null) return undefined;
  return maison.socle.coffre.ouvrir('commun', session.jetonPsc, contexteDuJetonPsc(session.compte));
}

async function decrireMoi(connexion: Connexion, c: Context<Env>) {
  const { maison } = connexion;
  const session = c.get('session');
  if (session === undefined) throw refusCommuns.non_connecte();
  const { acteur } = session;
  if (acteur === undefined) throw refusConnexion.situation_a_choisir();
  const miennes = await situationsEnCours(connexion, session.compte);
  const ouvertes = await sessionsOuvertes(maison.socle.base, session.compte, maison.horlogeReelle.maintenant());
  return {
    id: session.compte,
    nom: acteur.nom,
    role: ROLES[acteur.role].libelle,
    structure: acteur.structure.nom,
    territoire: await nomDuTerritoire(maison.socle.base, acteur.territoire),
    essai: maison.profil === 'essai',
    ref: acteur.ref,
    codeRole: acteur.role,
    plusieursSituations: miennes.length > 1,
    autresSessions: ouvertes.filter(({ id }) => id !== session.id).length,
    ...(acteur.pour === undefined
      ? {}
      : { pour: { nom: acteur.pour.nom, gestes: acteur.pour.gestes.map((geste) => GESTES[geste].libelle) } }),
    session: {
      inactiviteMinutes: inactiviteMs(session.partage) / 60_000,
      expireLe: session.expireLe.toISOString(),
      partage: session.partage,
    },
  };
}

async function decrireEtat(connexion: Connexion, c: Context<Env>) {
  const { maison, psc, cles } = connexion;
  const commun = {
    essai: maison.profil === 'essai',
    moyens: { psc: psc !== undefined, cle: cles !== undefined, telephone: psc?.telephone !== undefined },
  };
  const session = c.get('session');
  const connu = lireAppareilConnu(maison, c);
  if (session === undefined) return connu === undefined ? commun : { ...commun, connu };
  const miennes = await situationsEnCours(connexion, session.compte);
  const situations = miennes.map((s) => ({ ...s, role: estRole(s.role) ? ROLES[s.role].libelle : s.role }));
  const active = session.acteur === undefined ? {} : { situation: session.acteur.structure.nom };
  const confirmer = await moyensDuCompte(maison.socle.base, session.compte);
  return { ...commun, personne: { nom: `${session.prenom} ${session.nom}`, ...active, situations, ...confirmer } };
}

function situationsEnCours({ maison }: Connexion, compte: string): Promise<readonly Situation[]> {
  return situationsDe(maison.socle.base, compte, maison.horlogeReelle.maintenant());
}

/** Leaving never fails because the partner is down: then only our own session is closed. */
async function sortieDePsc({ psc, maison }: Connexion, jeton: string): Promise<string | undefined> {
  if (psc === undefined) return undefined;
  try {
    return (await psc.deconnexion(jeton)).href;
  } catch (erreur) {
    if (!(erreur instanceof Refus)) throw erreur;
    maison.journal('attention', 'deconnexion.psc_absent', { code: erreur.code });
    return undefined;
  }
}
