import { readFile, writeFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair } from 'jose';
import type { Client } from '#acces/clients/modele.ts';
import { tracerGesteDeClient } from '#acces/clients/trace.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { MauvaisUsage } from '../commandes/commande.ts';

export interface OptionsClient {
  readonly nom?: string | undefined;
  readonly genre?: string | undefined;
  readonly cles?: string | undefined;
  readonly 'creer-cle'?: string | undefined;
  readonly permissions?: string | undefined;
  readonly familles?: string | undefined;
  readonly retour?: readonly string[] | undefined;
  readonly lancement?: string | undefined;
  readonly contact?: string | undefined;
  readonly fin?: string | undefined;
}

export interface OutilsClient {
  readonly base: Base;
  readonly territoire: CodeTerritoire;
  readonly maintenant: Date;
  readonly dire: (ligne: string) => void;
}

/** One gesture of `cordee client`; returns the exit code. */
export type GesteClient = (
  outils: OutilsClient,
  demande: { readonly options: OptionsClient; readonly positions: readonly string[] },
) => Promise<number>;

/** Every gesture of the operator on a client leaves a line in its territory, before it takes effect. */
export function tracerOperateur(
  { base, territoire, maintenant }: OutilsClient,
  client: Pick<Client, 'id'>,
  geste: string,
): Promise<void> {
  return tracerGesteDeClient(
    base,
    territoire,
    {
      action: `operateur.client.${geste}`,
      client: client.id,
      acteur: 'systeme:operateur',
      role: 'systeme',
      fondement: 'raccordement',
    },
    maintenant,
  );
}

/** Public keys the operator gives: a JWKS file, or a pair made here whose private half goes to a file nobody else reads. */
export async function clesDonnees({ cles, 'creer-cle': aCreer }: OptionsClient): Promise<unknown> {
  if (cles !== undefined && aCreer !== undefined) throw new MauvaisUsage('Donnez --cles ou --creer-cle, pas les deux.');
  if (aCreer !== undefined) return creerCle(aCreer);
  if (cles === undefined) return undefined;
  try {
    return JSON.parse(await readFile(cles, 'utf8')) as unknown;
  } catch (erreur) {
    if (!(erreur instanceof Error)) throw erreur;
    throw new MauvaisUsage(`Le fichier ${cles} ne se lit pas : donnez un JWKS, {"keys":[…]}.`, { cause: erreur });
  }
}

async function creerCle(fichier: string): Promise<unknown> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const nom = { kid: nouvelId(), alg: 'ES384', use: 'sig' };
  const privee = JSON.stringify({ ...(await exportJWK(privateKey)), ...nom }, undefined, 2);
  try {
    await writeFile(fichier, `${privee}\n`, { flag: 'wx', mode: 0o600 });
  } catch (erreur) {
    if (!(erreur instanceof Error)) throw erreur;
    const dejaLa = 'code' in erreur && erreur.code === 'EEXIST';
    throw new MauvaisUsage(
      dejaLa
        ? `Le fichier ${fichier} existe déjà : une clé ne s’écrase pas. Donnez un autre nom.`
        : `Le fichier ${fichier} ne peut pas s’écrire.`,
      { cause: erreur },
    );
  }
  return { keys: [{ ...(await exportJWK(publicKey)), ...nom }] };
}
