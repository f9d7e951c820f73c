// node assertion.mjs CLE_PRIVEE IDENTIFIANT ADRESSE_DES_JETONS : écrit une assertion signée, valable cinq minutes, une seule fois.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [fichier, client, adresse] = process.argv.slice(2);
const jwk = JSON.parse(readFileSync(fichier, 'utf8'));
const coder = (objet) => Buffer.from(JSON.stringify(objet)).toString('base64url');
const maintenant = Math.floor(Date.now() / 1000);
const corps = [
  coder({ alg: 'ES384', typ: 'JWT', kid: jwk.kid }),
  coder({ iss: client, sub: client, aud: adresse, exp: maintenant + 240, jti: randomUUID() }),
].join('.');
const cle = { key: createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
process.stdout.write(`${corps}.${sign('sha384', Buffer.from(corps), cle).toString('base64url')}\n`);
