import { couper } from '#lib/arbre-de-preuve.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Sceau } from './sceller.ts';
import { COLONNES, octetsDuSel, SOURCE, texteCanonique, type LigneTracee } from './ligne.ts';

interface SceauGarde {
  readonly numero: number;
  readonly taille: number;
  readonly racine: Buffer;
  readonly precedente: Buffer;
  readonly signature: Buffer;
  readonly cle: string;
  readonly le: Date;
}

const COLONNES_DU_SCEAU = 's.numero, s.taille::int as taille, s.racine, s.precedente, s.signature, s.cle, s.le';

/** The sealed journal as an auditor receives it (format in `docs/audit.md`), line by line. What is not sealed yet is not in it. */
export async function* exporterLeJournal(
  base: Pick<Base, 'directement'>,
  territoire: CodeTerritoire,
  cle: string,
): AsyncGenerator<string> {
  const interroger = base.directement(territoire);
  yield JSON.stringify({ cordee: 'audit:1', territoire, cle });
  let n = 0;
  let numero = 0;
  for (;;) {
    const [sceau] = await interroger<SceauGarde & { seqs: string[]; feuilles: Buffer }>({
      nom: 'audit.sceau',
      texte: `select ${COLONNES_DU_SCEAU}, s.seqs::text[] as seqs, s.feuilles from trace_sceau s where s.numero = $1`,
      valeurs: [numero + 1],
    });
    if (sceau === undefined) break;
    const lignes = await interroger<LigneTracee>({
      nom: 'audit.lignes',
      texte: `select ${COLONNES} from ${SOURCE} where t.seq = any ($1::bigint[])`,
      valeurs: [sceau.seqs],
    });
    const parSeq = new Map(lignes.map((l) => [l.seq, l]));
    const feuilles = couper(sceau.feuilles);
    for (const [rang, seq] of sceau.seqs.entries()) {
      yield ligneExportee(n, feuilles[rang], parSeq.get(seq));
      n += 1;
    }
    yield JSON.stringify({ sceau: sceauLisible(sceau) });
    ({ numero } = sceau);
  }
  yield JSON.stringify({ fin: { taille: n, sceaux: numero } });
}

function ligneExportee(n: number, feuille: Buffer | undefined, ligne: LigneTracee | undefined): string {
  const debut = `{"n":${n},"feuille":"${feuille?.toString('hex') ?? ''}"`;
  if (ligne === undefined) return `${debut}}`;
  return `${debut},"sel":"${octetsDuSel(ligne.sel).toString('hex')}","ligne":${texteCanonique(ligne)}}`;
}

/** The last seal; undefined when nothing was sealed yet. */
export async function dernierSceau(
  base: Pick<Base, 'directement'>,
  territoire: CodeTerritoire,
): Promise<Sceau | undefined> {
  const [sceau] = await base.directement(territoire)<SceauGarde>({
    texte: `select ${COLONNES_DU_SCEAU} from trace_sceau s order by s.numero desc limit 1`,
    valeurs: [],
  });
  return sceau === undefined ? undefined : sceauLisible(sceau);
}

function sceauLisible({ numero, taille, racine, precedente, le, cle, signature }: SceauGarde): Sceau {
  return {
    numero,
    taille,
    racine: racine.toString('hex'),
    precedente: precedente.toString('hex'),
    le: le.toISOString(),
    cle,
    signature: signature.toString('hex'),
  };
}
