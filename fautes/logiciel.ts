import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import { preparerInscription } from '#acces/clients/inscription.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { baseEnMarche } from '../src/cli/base-de-travail.ts';

/** A registered software that signs, and keeps its access token fresh. */
export interface Logiciel {
  /** Value of the `authorization` header. */
  porteur(): Promise<string>;
}

const TERRITOIRE = lireCodeTerritoire('t0001');
const PERMISSIONS = 'system/*.cruds';
/** Asked again a little before its end. */
const MARGE_MS = 30_000;

/** Registers a software in the base of a running Cordée, as an operator would, and takes its tokens by the door of OAuth. */
export async function enregistrerLogiciel(
  cordee: { readonly origine: string },
  dossier: string,
  permissions = PERMISSIONS,
): Promise<Logiciel> {
  const { publicKey, privateKey } = await generateKeyPair('ES384');
  const kid = randomUUID();
  const id = randomUUID();
  await inscrire(dossier, id, permissions, { ...(await exportJWK(publicKey)), kid, alg: 'ES384', use: 'sig' });
  const adresse = `${cordee.origine}/oauth/token`;
  let courant: { entete: string; jusqua: number } | undefined;
  let enCours: Promise<string> | undefined;

  const demander = async (): Promise<string> => {
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES384', kid, typ: 'JWT' })
      .setIssuer(id)
      .setSubject(id)
      .setAudience(adresse)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('2m')
      .sign(privateKey);
    const reponse = await fetch(adresse, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: permissions,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
    const corps = (await reponse.json()) as { access_token?: string; expires_in?: number };
    if (corps.access_token === undefined) throw new Error(`jeton refusé : ${JSON.stringify(corps)}`);
    courant = {
      entete: `Bearer ${corps.access_token}`,
      jusqua: performance.now() + (corps.expires_in ?? 60) * 1000 - MARGE_MS,
    };
    enCours = undefined;
    return courant.entete;
  };
  return {
    porteur: async () => {
      if (courant !== undefined && performance.now() < courant.jusqua) return courant.entete;
      return (enCours ??= demander());
    },
  };
}

async function inscrire(dossier: string, id: string, permissions: string, cle: object): Promise<void> {
  const url = await baseEnMarche(dossier);
  if (url === undefined) throw new Error('la base de cette Cordée ne répond pas');
  const base = ouvrirBase(urlApplication(url), 2);
  try {
    await inscrireClient(
      base,
      await preparerInscription(
        {
          nom: 'Banc de fautes',
          genre: 'systeme',
          cles: { keys: [cle] },
          permissions,
          familles: 'ADM,COO,SOC,MED,PLN,FIL,ORG',
          retours: [],
          lancement: undefined,
          contact: 'essai@fautes.invalid',
          fin: undefined,
        },
        { id, territoire: TERRITOIRE, maintenant: new Date() },
      ),
    );
  } finally {
    await base.fermer();
  }
}
