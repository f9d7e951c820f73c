import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Same server, other database. */
export function adresseDeBase(url: string, base: string): string {
  const adresse = new URL(url);
  adresse.pathname = `/${base}`;
  return adresse.href;
}

/** Database names are ours alone: several runs may share one server. */
export function nomDeBase(prefixe: string): string {
  return `${prefixe}_${randomBytes(6).toString('hex')}`;
}

/** Runs one administrative statement from the database `postgres`; each opens and closes its own connection. */
export async function administrer(url: string, instruction: string): Promise<void> {
  const client = new Client({ connectionString: adresseDeBase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(instruction);
  } finally {
    await client.end();
  }
}
