import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { horlogeSysteme } from '#lib/horloge.ts';
import type { AttenteConnexion, ConfigurationPsc } from './fournisseur.ts';
import { claimsDe } from './simulateur/persona.ts';
import { ouvrirServeur, requeteDeTest, unPersona } from './testing.ts';
import type { ServeurDeTest } from './testing.ts';

type Claims = Record<string, unknown>;
export type Signataire = (entete: Claims, claims: Claims) => string;

const b64 = (valeur: unknown): string => Buffer.from(JSON.stringify(valeur)).toString('base64url');
const paire = generateKeyPairSync('rsa', { modulusLength: 2048 });
const paireEtrangere = generateKeyPairSync('rsa', { modulusLength: 2048 });

const rs256 =
  (cle: KeyObject): Signataire =>
  (entete, claims) => {
    const corps = `${b64({ alg: 'RS256', kid: 'k1', ...entete })}.${b64(claims)}`;
    return `${corps}.${sign('RSA-SHA256', Buffer.from(corps), cle).toString('base64url')}`;
  };

/** The signatures of the battery: only the first one is acceptable. */
export const signatures = {
  bonne: rs256(paire.privateKey),
  cleEtrangere: rs256(paireEtrangere.privateKey),
  alteree: ((entete, claims) => {
    const [tete = '', , signature = ''] = rs256(paire.privateKey)(entete, claims).split('.');
    return `${tete}.${b64({ ...claims, sub: 'f:autre:899700000002' })}.${signature}`;
  }) satisfies Signataire,
  aucune: ((entete, claims) => `${b64({ ...entete, alg: 'none' })}.${b64(claims)}.`) satisfies Signataire,
  hs256ClePublique: ((entete, claims) => {
    const corps = `${b64({ ...entete, alg: 'HS256', kid: 'k1' })}.${b64(claims)}`;
    const secret = paire.publicKey.export({ type: 'spki', format: 'pem' });
    return `${corps}.${createHmac('sha256', secret).update(corps).digest('base64url')}`;
  }) satisfies Signataire,
};

/** What the hostile provider changes. Every field absent = a faultless provider. */
export interface Hostilite {
  readonly decouverte?: (document: Claims) => Claims;
  readonly jeton?: (claims: Claims) => Claims;
  readonly entete?: Claims;
  readonly signer?: Signataire;
  readonly sansJeton?: boolean;
  readonly profil?: (claims: Claims) => Claims;
  /** Userinfo as a JWT with this signature. */
  readonly profilSigne?: Signataire;
  readonly statutProfil?: number;
  readonly corpsJeton?: string;
}

export interface FournisseurHostile extends ServeurDeTest {
  readonly psc: ConfigurationPsc;
  hostilite: Hostilite;
  /** Authorization requests of the browser are not simulated: the test tells which one is being answered. */
  demande: AttenteConnexion | undefined;
  readonly recus: { chemin: string; corps: string }[];
}

const maintenantS = (): number => Math.floor(Date.now() / 1000);
const profilDeBase = (): Claims => claimsDe(unPersona());

function documentDecouverte(issuer: string): Claims {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/certs`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    // A hostile document announces everything: the client must not follow.
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    userinfo_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  };
}

function envoyer(res: ServerResponse, type: string, corps: string, statut = 200): void {
  res.writeHead(statut, {
    'content-type': type,
    ...(statut === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {}),
  });
  res.end(corps);
}

function corpsJeton({ hostilite: h, demande, psc }: FournisseurHostile): string {
  if (h.corpsJeton !== undefined) return h.corpsJeton;
  const claims: Claims = {
    iss: psc.issuer,
    aud: psc.clientId,
    sub: profilDeBase()['sub'],
    iat: maintenantS(),
    exp: maintenantS() + 300,
    auth_time: maintenantS(),
    nonce: demande?.nonce,
    acr: 'eidas1',
  };
  const jeton = (h.signer ?? signatures.bonne)(h.entete ?? {}, (h.jeton ?? ((c) => c))(claims));
  return JSON.stringify({
    access_token: 'acces',
    token_type: 'Bearer',
    expires_in: 60,
    ...(h.sansJeton ? {} : { id_token: jeton }),
  });
}

function repondreProfil(hostile: FournisseurHostile, res: ServerResponse): void {
  const { hostilite: h, psc } = hostile;
  const profil = (h.profil ?? ((p) => p))(profilDeBase());
  if (h.profilSigne === undefined) return envoyer(res, 'application/json', JSON.stringify(profil), h.statutProfil);
  const jeton = h.profilSigne({}, { iss: psc.issuer, aud: psc.clientId, ...profil });
  envoyer(res, 'application/jwt', jeton);
}

async function traiter(hostile: FournisseurHostile, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const morceaux: Buffer[] = [];
  for await (const morceau of req) morceaux.push(Buffer.from(morceau));
  const chemin = req.url ?? '';
  hostile.recus.push({ chemin, corps: Buffer.concat(morceaux).toString() });
  const { hostilite: h, psc } = hostile;
  if (chemin.endsWith('/wallet-openid-configuration')) {
    return envoyer(
      res,
      'application/json',
      JSON.stringify((h.decouverte ?? ((d) => d))(documentDecouverte(psc.issuer))),
    );
  }
  if (chemin.endsWith('/certs')) {
    const cle = { ...paire.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };
    return envoyer(res, 'application/json', JSON.stringify({ keys: [cle] }));
  }
  if (chemin.endsWith('/token')) return envoyer(res, 'application/json', corpsJeton(hostile));
  if (chemin.endsWith('/userinfo')) return repondreProfil(hostile, res);
  envoyer(res, 'text/plain', '', 404);
}

export async function ouvrirFournisseurHostile(): Promise<FournisseurHostile> {
  let hostile: FournisseurHostile | undefined;
  const serveur = await ouvrirServeur(async (origine) => {
    const issuer = `${origine}/auth/realms/essai`;
    const psc: ConfigurationPsc = {
      environnement: 'essai',
      issuer,
      decouverte: new URL(`${issuer}/.well-known/wallet-openid-configuration`),
      clientId: 'cordee',
      secret: 'secret-de-test',
      redirectUri: new URL('https://cordee.invalid/connexion/psc/retour'),
      retourDeconnexion: new URL('https://cordee.invalid/au-revoir'),
      horloge: horlogeSysteme,
      requete: requeteDeTest,
    };
    const monte: FournisseurHostile = {
      psc,
      hostilite: {},
      demande: undefined,
      recus: [],
      origine,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    hostile = monte;
    return (req, res) => void traiter(monte, req, res);
  });
  if (hostile === undefined) throw new Error('fournisseur hostile non monté');
  return Object.assign(hostile, { [Symbol.asyncDispose]: () => serveur[Symbol.asyncDispose]() });
}
