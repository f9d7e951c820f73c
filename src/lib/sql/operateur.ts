import pg from 'pg';

/**
 * For what the application may not do itself (erasing what reached its term): the administrator's connection, for the time of `faire` and no
 * more, by one process at a time. Undefined, and nothing done, when another process is at it.
 */
export async function avecOperateur<R>(
  urlAdministrateur: string,
  verrou: string,
  faire: (client: pg.ClientBase) => Promise<R>,
): Promise<R | undefined> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  try {
    // Freed with the connection, whatever happens to this process.
    const { rows } = await client.query<{ pris: boolean }>('select pg_try_advisory_lock(hashtext($1)) as pris', [
      `cordee.${verrou}`,
    ]);
    return rows[0]?.pris === true ? await faire(client) : undefined;
  } finally {
    await client.end();
  }
}
