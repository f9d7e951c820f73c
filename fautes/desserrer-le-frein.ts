import { Client } from 'pg';

const SANS_LIMITE = { personnes: 1e9, jamaisSuivies: 1e9, recherches: 1e9, partOuverte: 0, resultats: 1e9 };

/**
 * A territory set to expect what no person and no software does: the runs send in minutes what a territory sends in years. The brake
 * goes on counting; it has its own tests. `url`: superuser address.
 */
export async function desserrerLeFrein(url: string, territoires: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const territoire of territoires)
      await client.query(
        `insert into ${client.escapeIdentifier(territoire)}.reglage (cle, valeur, source, le) values ('frein', $1::jsonb, 'fautes', now())
           on conflict (cle) do update set valeur = excluded.valeur`,
        [JSON.stringify({ comptes: SANS_LIMITE, logiciels: SANS_LIMITE })],
      );
  } finally {
    await client.end();
  }
}
