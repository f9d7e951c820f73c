import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small application of another maker: opened from a person's page, it says whose file it read. Follows SMART App Launch 2.2. */
export interface ApplicationSmart {
  readonly adresse: string;
  /** To be called once registered: the identifier Cordée gave it. */
  inscrite(identifiant: string): void;
  fermer(): Promise<void>;
}

const PORTEES = 'launch fhirUser patient/Patient.rs';

export async function lancerApplication(): Promise<ApplicationSmart> {
  const etat = {
    identifiant: '',
    iss: '',
    preuve: randomBytes(32).toString('base64url'),
    etat: randomBytes(8).toString('hex'),
  };
  let adresse = '';
  const serveur = createServer((req, res) => {
    const demande = new URL(req.url ?? '/', adresse);
    const suite = demande.pathname === '/lancer' ? versAuthorize(demande) : carnetDeLaPersonne(demande);
    suite.then(
      ({ vers, texte = '' }) =>
        vers === undefined
          ? res
              .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
              .end(`<!doctype html><title>Carnet</title><h1>${texte}</h1>`)
          : res.writeHead(302, { location: vers }).end(),
      (erreur: unknown) => res.writeHead(500).end(String(erreur)),
    );
  });

  async function configuration(): Promise<{ authorization_endpoint: string; token_endpoint: string }> {
    const reponse = await fetch(`${etat.iss}/.well-known/smart-configuration`);
    return (await reponse.json()) as { authorization_endpoint: string; token_endpoint: string };
  }

  async function versAuthorize(demande: URL): Promise<Suite> {
    etat.iss = demande.searchParams.get('iss') ?? '';
    const vers = new URL((await configuration()).authorization_endpoint);
    for (const [nom, valeur] of Object.entries({
      response_type: 'code',
      client_id: etat.identifiant,
      redirect_uri: `${adresse}/retour`,
      scope: PORTEES,
      state: etat.etat,
      aud: etat.iss,
      launch: demande.searchParams.get('launch') ?? '',
      code_challenge: createHash('sha256').update(etat.preuve).digest('base64url'),
      code_challenge_method: 'S256',
    }))
      vers.searchParams.set(nom, valeur);
    return { vers: vers.href };
  }

  async function carnetDeLaPersonne(demande: URL): Promise<Suite> {
    if (demande.searchParams.get('state') !== etat.etat) throw new Error('ce retour n’est pas attendu');
    const jetons = await fetch((await configuration()).token_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: etat.identifiant,
        code: demande.searchParams.get('code') ?? '',
        redirect_uri: `${adresse}/retour`,
        code_verifier: etat.preuve,
      }),
    });
    const { access_token: jeton, patient } = (await jetons.json()) as { access_token: string; patient: string };
    const lue = await fetch(`${etat.iss}/Patient/${patient}`, { headers: { authorization: `Bearer ${jeton}` } });
    const { id } = (await lue.json()) as { id: string };
    return { texte: `Carnet de ${id}` };
  }

  adresse = await ecouter(serveur);
  return {
    adresse,
    inscrite: (identifiant) => void (etat.identifiant = identifiant),
    fermer: () =>
      new Promise((fin) => {
        serveur.close(() => fin());
        serveur.closeAllConnections();
      }),
  };
}

interface Suite {
  readonly vers?: string;
  readonly texte?: string;
}

function ecouter(serveur: Server): Promise<string> {
  return new Promise((pret) => {
    serveur.listen(0, 'localhost', () => pret(`http://localhost:${(serveur.address() as AddressInfo).port}`));
  });
}
