import { setTimeout as pause } from 'node:timers/promises';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { CleDeSceau } from './cle.ts';
import { sceller } from './sceller.ts';

const PAUSE_MS = 200;
const PATIENCE_MS = 30_000;

/**
 * Seals every line that is written now: waits for the writings under way on the server, and for another sealer, up to 30 s. False when some still
 * wait: they will be in the next seal.
 */
export async function scellerJusquIci(
  base: Base,
  territoire: CodeTerritoire,
  cle: CleDeSceau,
  maintenant: () => Date,
): Promise<boolean> {
  const interroger = base.directement(territoire);
  const [{ fin } = { fin: '0' }] = await interroger<{ fin: string }>({
    texte: 'select coalesce(max(t.seq), 0)::text as fin from trace t',
    valeurs: [],
  });
  for (let attendu = 0; ; attendu += PAUSE_MS) {
    await sceller(base, territoire, cle, maintenant);
    const [{ reste } = { reste: false }] = await interroger<{ reste: boolean }>({
      texte: `select exists (select 1 from trace t
         where (t.xid, t.seq) > (coalesce(d.xid_fin, '0'::xid8), coalesce(d.seq_fin, 0)) and t.seq > coalesce(d.plancher, 0)
           and t.seq <= $1::bigint) as reste
        from (select 1) as un left join lateral (
          select s.xid_fin, s.seq_fin, s.plancher from trace_sceau s order by s.numero desc limit 1) as d on true`,
      valeurs: [fin],
    });
    if (!reste) return true;
    if (attendu >= PATIENCE_MS) return false;
    await pause(PAUSE_MS);
  }
}
