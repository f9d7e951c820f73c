import { sql } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';
import type { MotifEchec } from './motifs.ts';
import { ECHEC_RECENT_JOURS } from './parametres.ts';
import type { Presence } from './rules.ts';
import { tables, type TableLocal } from './tables.ts';

/** What the territory knows of one entry, beyond the national files. */
export interface Savoir {
  /** Recent failures nobody answered since, newest first. */
  readonly echecs: readonly {
    readonly motif: MotifEchec;
    readonly le: Date;
    readonly par: string;
    readonly detail?: string | undefined;
  }[];
  /** Orientations refused in the last three months. */
  readonly refus: number;
  readonly local: Readonly<
    Partial<
      Record<
        TableLocal['champ'],
        {
          readonly valeur: string | null;
          readonly confirme_le: Date;
          readonly par_nom: string;
          readonly source: TableLocal['source'];
        }
      >
    >
  >;
  readonly confirmeLe: Date | undefined;
  readonly confirmePar: string | undefined;
  readonly notes: readonly {
    readonly id: string;
    readonly texte: string;
    readonly par: string;
    readonly parNom: string;
    readonly le: Date;
  }[];
  readonly presence: Presence | undefined;
}

export const SANS_SAVOIR: Savoir = {
  echecs: [],
  refus: 0,
  local: {},
  confirmeLe: undefined,
  confirmePar: undefined,
  notes: [],
  presence: undefined,
};

/** Four reads for a whole page of results. */
export async function savoirsDe(tx: Transaction, refs: readonly string[]): Promise<ReadonlyMap<string, Savoir>> {
  if (refs.length === 0) return new Map();
  const parmi = sql<string>`any(${[...new Set(refs)]}::text[])`;
  const depuis = new Date(tx.maintenant.getTime() - ECHEC_RECENT_JOURS * 86_400_000);
  const incidents = await tables(tx)
    .selectFrom('annuaire_incident')
    .selectAll('annuaire_incident')
    .where('annuaire_incident.ref', '=', parmi)
    .where('annuaire_incident.le', '>=', depuis)
    .where('annuaire_incident.leve_le', 'is', null)
    .orderBy('annuaire_incident.le', 'desc')
    .execute();
  const locaux = await tables(tx)
    .selectFrom('annuaire_local')
    .selectAll('annuaire_local')
    .where('annuaire_local.ref', '=', parmi)
    .execute();
  const notes = await tables(tx)
    .selectFrom('annuaire_note')
    .selectAll('annuaire_note')
    .where('annuaire_note.ref', '=', parmi)
    .where('annuaire_note.retiree_le', 'is', null)
    .orderBy('annuaire_note.le', 'desc')
    .execute();
  const presences = await tables(tx)
    .selectFrom('annuaire_presence')
    .selectAll('annuaire_presence')
    .where('annuaire_presence.ref', '=', parmi)
    .execute();
  const savoirs = new Map<string, Savoir>();
  const modifier = (ref: string, changer: (s: Savoir) => Partial<Savoir>): void => {
    const avant = savoirs.get(ref) ?? SANS_SAVOIR;
    savoirs.set(ref, { ...avant, ...changer(avant) });
  };
  for (const i of incidents)
    modifier(i.ref, (s) =>
      i.motif === 'refus'
        ? { refus: s.refus + 1 }
        : {
            echecs: [
              ...s.echecs,
              { motif: i.motif as MotifEchec, le: i.le, par: i.par_nom, detail: i.detail ?? undefined },
            ],
          },
    );
  for (const l of locaux)
    modifier(l.ref, (s) => ({
      local: { ...s.local, [l.champ]: l },
      ...(s.confirmeLe === undefined || l.confirme_le > s.confirmeLe
        ? { confirmeLe: l.confirme_le, confirmePar: l.par_nom }
        : {}),
    }));
  for (const n of notes)
    modifier(n.ref, (s) => ({
      notes: [...s.notes, { id: n.id, texte: n.texte, par: n.par, parNom: n.par_nom, le: n.le }],
    }));
  for (const p of presences) modifier(p.ref, () => ({ presence: versPresence(p) }));
  return savoirs;
}

interface LignePresence {
  absente_du: Date | null;
  absente_jusqu: Date | null;
  remplacant: string | null;
  remplacant_nom: string | null;
  remplacant_telephone: string | null;
  canal: 'telephone' | 'mssante' | null;
  consigne: string | null;
  horaires: Presence['horaires'];
}

export function versPresence(p: LignePresence): Presence {
  return {
    absenteDu: p.absente_du ?? undefined,
    absenteJusqu: p.absente_jusqu ?? undefined,
    ...(p.remplacant_nom === null
      ? {}
      : {
          remplacant: {
            ref: p.remplacant ?? undefined,
            nom: p.remplacant_nom,
            telephone: p.remplacant_telephone ?? undefined,
          },
        }),
    canal: p.canal ?? undefined,
    consigne: p.consigne ?? undefined,
    horaires: p.horaires,
  };
}
