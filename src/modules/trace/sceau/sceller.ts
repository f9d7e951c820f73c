import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { ajouter, ecrirePile, feuilleDe, lirePile, PILE_VIDE, RACINE_VIDE, racineDe } from '#lib/arbre-de-preuve.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import type { CleDeSceau } from './cle.ts';
import { COLONNES, octetsDuSel, SOURCE, texteCanonique, type LigneTracee } from './ligne.ts';

/** Lines of one seal. */
const LOT = 1_000;

export interface Sceau {
  readonly numero: number;
  readonly taille: number;
  readonly racine: string;
  readonly precedente: string;
  readonly le: string;
  readonly cle: string;
  readonly signature: string;
}

/** What the key signs, and what an auditor rebuilds: version of the format, territory, then the seal. */
export function texteASigner(territoire: string, s: Omit<Sceau, 'signature'>): string {
  return ['cordee-sceau:1', territoire, s.numero, s.taille, s.racine, s.precedente, s.le, s.cle].join(':');
}

interface Dernier {
  readonly numero: number;
  readonly taille: number;
  readonly racine: Buffer;
  readonly pile: Buffer;
  readonly xid: string;
  readonly seq: string;
  readonly plancher: string;
  /** The last sealed transaction has not happened yet on this server: the territory was brought here from another one. */
  readonly venuDAilleurs: boolean;
}

interface Lot {
  readonly lignes: readonly LigneTracee[];
  readonly xid: string;
  readonly seq: string;
  readonly plancher: string;
}

/**
 * Seals what is written and certain, by lots. A line enters a lot once its transaction is older than every running one: nothing can be
 * committed before it any more. One sealer at a time per territory (a lock that dies with its connection); returns the lines sealed.
 */
export async function sceller(
  base: Pick<Base, 'ensemble'>,
  territoire: CodeTerritoire,
  cle: CleDeSceau,
  maintenant: () => Date,
): Promise<number> {
  let scellees = 0;
  for (;;) {
    const lot = await base.ensemble(territoire, (interroger) =>
      scellerUnLot(interroger, territoire, cle, maintenant()),
    );
    scellees += lot;
    if (lot < LOT) return scellees;
  }
}

async function scellerUnLot(interroger: Interroger, territoire: string, cle: CleDeSceau, le: Date): Promise<number> {
  const [verrou] = await interroger<{ pris: boolean }>({
    nom: 'sceau.verrou',
    texte: "select pg_try_advisory_xact_lock(hashtextextended('trace.sceau.' || current_schema(), 0)) as pris",
    valeurs: [],
  });
  if (verrou?.pris !== true) return 0;
  const dernier = await lireLeDernier(interroger);
  const lot =
    dernier?.venuDAilleurs === true ? await reprendre(interroger, dernier) : await lireLaSuite(interroger, dernier);
  if (lot.lignes.length > 0) await poser(interroger, { territoire, cle, le, dernier, lot });
  return lot.lignes.length;
}

async function lireLeDernier(interroger: Interroger): Promise<Dernier | undefined> {
  const [dernier] = await interroger<Dernier>({
    nom: 'sceau.dernier',
    texte: `select s.numero, s.taille::int as taille, s.racine, s.pile, s.xid_fin::text as xid, s.seq_fin::text as seq, s.plancher::text as plancher,
        s.xid_fin > pg_snapshot_xmax(pg_current_snapshot()) as "venuDAilleurs"
      from trace_sceau s order by s.numero desc limit 1`,
    valeurs: [],
  });
  return dernier;
}

async function lireLaSuite(interroger: Interroger, dernier: Dernier | undefined): Promise<Lot> {
  const { xid = '0', seq = '0', plancher = '0' } = dernier ?? {};
  const lignes = await interroger<LigneTracee>({
    nom: 'sceau.suite',
    texte: `select ${COLONNES} from ${SOURCE}
       where (t.xid, t.seq) > ($1::xid8, $2::bigint) and t.seq > $3::bigint
         and t.xid < pg_snapshot_xmin(pg_current_snapshot())
       order by t.xid, t.seq limit ${LOT}`,
    valeurs: [xid, seq, plancher],
  });
  const fin = lignes.at(-1);
  return { lignes, xid: fin?.xid ?? xid, seq: fin?.seq ?? seq, plancher };
}

/**
 * After a restoration on another server, its transactions are numbered anew: lines are taken by what no seal holds, once, then by the new
 * numbers, above every line that came (`plancher`).
 */
async function reprendre(interroger: Interroger, { plancher }: Dernier): Promise<Lot> {
  const [bornes] = await interroger<{ xmin: string; plancher: string }>({
    texte: `select pg_snapshot_xmin(s)::text as xmin, coalesce((select max(t.seq) from trace t where t.xid >= pg_snapshot_xmax(s)), 0)::text as plancher
      from pg_current_snapshot() as s`,
    valeurs: [],
  });
  if (bornes === undefined) throw new Error('les bornes de la reprise ne se lisent pas');
  const lignes = await interroger<LigneTracee>({
    texte: `select ${COLONNES} from ${SOURCE}
       where (t.xid < $1::xid8 or t.seq <= $2::bigint)
         and not exists (select 1 from (select unnest(s.seqs) as seq from trace_sceau s) x where x.seq = t.seq)
       order by t.seq`,
    valeurs: [bornes.xmin, bornes.plancher],
  });
  const plus = BigInt(bornes.plancher) > BigInt(plancher) ? bornes.plancher : plancher;
  return { lignes, xid: bornes.xmin, seq: '0', plancher: plus };
}

async function poser(
  interroger: Interroger,
  p: { territoire: string; cle: CleDeSceau; le: Date; dernier: Dernier | undefined; lot: Lot },
): Promise<void> {
  const { dernier, lot, cle, le, territoire } = p;
  const feuilles = lot.lignes.map((l) => feuilleDe(octetsDuSel(l.sel), texteCanonique(l)));
  const pile = ajouter(dernier === undefined ? PILE_VIDE : lirePile(dernier.taille, dernier.pile), feuilles);
  const racine = racineDe(pile);
  const precedente = dernier?.racine ?? RACINE_VIDE;
  const sceau = {
    numero: (dernier?.numero ?? 0) + 1,
    taille: pile.taille,
    racine: racine.toString('hex'),
    precedente: precedente.toString('hex'),
    le: le.toISOString(),
    cle: cle.id,
  };
  await interroger({
    nom: 'sceau.poser',
    texte: `insert into trace_sceau (numero, taille, racine, precedente, signature, cle, le, seqs, feuilles, pile, xid_fin, seq_fin, plancher)
      values ($1, $2, $3, $4, $5, $6, $7, $8::bigint[], $9, $10, $11::xid8, $12::bigint, $13::bigint)`,
    valeurs: [
      sceau.numero,
      sceau.taille,
      racine,
      precedente,
      cle.signer(texteASigner(territoire, sceau)),
      cle.id,
      le,
      lot.lignes.map((l) => l.seq),
      Buffer.concat(feuilles),
      ecrirePile(pile),
      lot.xid,
      lot.seq,
      lot.plancher,
    ],
  });
}
