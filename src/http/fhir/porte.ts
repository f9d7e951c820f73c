import { Hono, type Context } from 'hono';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { supplementsInstalles } from '#fhir/index/index.ts';
import { creerCatalogue } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { creerEcrituresGroupees } from '#fhir/store/ecritures-groupees.ts';
import { creerTerminologie } from '#fhir/terminologie/index.ts';
import { etendreAvec, parenteAvec, sourceDuRegistre } from '#fhir/terminologie/sources.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { creerTraceGroupee } from '#socle/trace-groupee.ts';
import type { Env, Maison } from '../contexte.ts';
import { lireEntete } from '../entete.ts';
import { entetesFixes } from '../securite.ts';
import type { Porte } from './contexte.ts';
import { avecDelai } from './delai.ts';
import type { Reponse } from './demande.ts';
import { lireParametres } from './entree/conditions.ts';
import { choisirPresentation } from './entree/formats.ts';
import { lireDemande, separer } from './entree/lire-demande.ts';
import { capacites } from './gestes/capacites.ts';
import { LIMITES } from './limites.ts';
import { operations } from './operations.ts';
import { servir } from './servir.ts';
import { ecrireReponse } from './sortie/http.ts';

/** The FHIR door: one handler for all addresses, read by hand, so that a request costs what its statement costs. */
export function porteFhir(maison: Maison): Hono<Env> {
  const { paquets = [] } = maison;
  // With the national packages at hand an extension nobody defines is a mistake; without them, it is only unknown here.
  const extensionsInconnues = paquets.length === 0 ? 'signaler' : 'refuser';
  const validateur = creerValidateur({ paquets, extensions: EXTENSIONS_CORDEE, extensionsInconnues });
  const valider: Porte['valider'] = (ressource, options) => validateur.valider(ressource, options);
  const terminologie = creerTerminologie(sourceDuRegistre(() => validateur.registre));
  const porte: Porte = {
    maison,
    base: `${maison.origine}/fhir`,
    entetes: entetesFixes(maison),
    traces: creerTraceGroupee(maison.socle.base),
    ecritures: creerEcrituresGroupees(maison.socle.base),
    valider,
    etendre: etendreAvec(terminologie),
    parente: parenteAvec(terminologie),
    catalogue: creerCatalogue(supplementsInstalles().servis),
    operations: operations(maison, valider, terminologie),
  };
  const app = new Hono<Env>();
  app.all('/*', (c) => repondre(porte, c));
  return app;
}

async function repondre(porte: Porte, c: Context<Env>): Promise<Response> {
  const { chemin, requete } = separer(c.req.url);
  const params = lireParametres(requete);
  const presentation = choisirPresentation(lireEntete(c, 'accept'), params);
  const reponse = await avecDelai(
    chemin === '' || chemin === '/' ? LIMITES.dureeLotMs : LIMITES.dureeMs,
    produire(porte, c, chemin, params),
  );
  c.set('entetesPosees', true);
  return ecrireReponse(porte, presentation, reponse, c.req.method);
}

async function produire(
  porte: Porte,
  c: Context<Env>,
  chemin: string,
  params: Parameters<typeof lireDemande>[2],
): Promise<Reponse> {
  const acteur = c.get('acteur');
  if (acteur === undefined) {
    // What the server can do is no secret: a client reads it before it has any token.
    if (/^\/metadata\/?$/.test(chemin) && (c.req.method === 'GET' || c.req.method === 'HEAD')) return capacites(porte);
    throw refusFhir(
      401,
      'login',
      'Il faut un jeton d’accès (Authorization: Bearer …) ou une session ouverte. Voir /fhir/.well-known/smart-configuration.',
    );
  }
  const demande = await lireDemande(c, chemin, params);
  c.set('tracee', true);
  return servir(porte, acteur, demande);
}
