import type { Interroger } from '#lib/sql/requete.ts';
import { FAMILLES_DE, type Categorie, type Horloges } from './rules.ts';

/** System of the label that makes an element follow the clock of transfusions. */
const SYSTEME_CONSERVATION = 'urn:cordee:conservation';

/** SQL: category of a line of `resource r`. */
export const CATEGORIE_SQL = `case
  when r.toks @> '{"_security=${SYSTEME_CONSERVATION}|transfusion"}' then 'transfusion'
  when r.famille = any ('{${FAMILLES_DE.sante.join(',')}}') then 'sante'
  when r.famille = any ('{${FAMILLES_DE.social.join(',')}}') then 'social'
  else 'identite' end`;

export interface DossierGarde extends Horloges {
  readonly patient: string;
  /** Two persons agreed to erase it. */
  readonly effacement: boolean;
}

/** Which records: one; the next ones after an id, in order; all of them. */
export type Lesquels = { readonly patient: string } | { readonly apres: string; readonly limite: number } | undefined;

/** The clocks of records: dates only, nothing of what they hold. */
export async function lireLesHorloges(interroger: Interroger, lesquels?: Lesquels): Promise<readonly DossierGarde[]> {
  const [ou, valeurs] =
    lesquels === undefined
      ? ['true', []]
      : 'patient' in lesquels
        ? ['r.patient = $1', [lesquels.patient]]
        : [
            'r.patient in (select distinct s.patient from resource s where s.patient > $1 order by s.patient limit $2)',
            [lesquels.apres, lesquels.limite],
          ];
  const lignes = await interroger<{
    patient: string;
    derniers: Partial<Record<Categorie, string>>;
    naissance: string | null;
    deces: string | null;
    gel: boolean;
    effacement: boolean;
  }>({
    texte: `select c.patient, json_object_agg(c.categorie, c.dernier) as derniers,
        (select p.contenu ->> 'birthDate' from resource p where p.type = 'Patient' and p.id = c.patient) as naissance,
        (select p.contenu ->> 'deceasedDateTime' from resource p where p.type = 'Patient' and p.id = c.patient) as deces,
        exists (select 1 from gel_conservation g where g.patient = c.patient and g.leve_le is null) as gel,
        exists (select 1 from exercice_droit x where x.patient = c.patient and x.genre = 'effacement' and x.etat = 'acceptee') as effacement
      from (select r.patient, ${CATEGORIE_SQL} as categorie, max(greatest(r.d, r.d_fin, r.le)) as dernier
              from resource r where r.patient is not null and ${ou} group by 1, 2) c
      group by c.patient order by c.patient`,
    valeurs,
  });
  return lignes.map(({ derniers, naissance, deces, ...reste }) => ({
    ...reste,
    derniers: Object.fromEntries(Object.entries(derniers).map(([c, le]) => [c, new Date(le)])),
    naissance: dateOuRien(naissance),
    deces: dateOuRien(deces),
  }));
}

function dateOuRien(texte: string | null): Date | undefined {
  const date = new Date(texte ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export interface Depart {
  readonly patient: string;
  readonly categorie: Categorie;
  /** `aaaa-mm-jj`. */
  readonly partLe: string;
  readonly porteurNom: string;
  /** Account of the first who decided, then of the second; null: not yet. */
  readonly proposePar: string | null;
  readonly proposeParNom: string | null;
  readonly confirmePar: string | null;
}

/** What was announced and has not left. */
export function lireLesDeparts(interroger: Interroger): Promise<readonly Depart[]> {
  return interroger<Depart>({
    texte: `select d.patient, d.categorie, d.part_le::text as "partLe", d.porteur_nom as "porteurNom", d.propose_par as "proposePar",
        d.propose_par_nom as "proposeParNom", d.confirme_par as "confirmePar"
      from depart_prevu d where d.parti_le is null order by d.part_le, d.patient, d.categorie`,
    valeurs: [],
  });
}

export async function annoncer(
  interroger: Interroger,
  departs: readonly (Pick<Depart, 'patient' | 'categorie' | 'partLe'> & { readonly annonceLe: Date })[],
  porteur: { readonly ref: string; readonly nom: string },
): Promise<void> {
  for (const { patient, categorie, partLe, annonceLe } of departs)
    await interroger({
      texte: `insert into depart_prevu (patient, categorie, part_le, annonce_le, porteur, porteur_nom)
        values ($1, $2, $3::date, $4, $5, $6)
        on conflict (patient, categorie) do update set part_le = excluded.part_le, annonce_le = excluded.annonce_le,
          porteur = excluded.porteur, porteur_nom = excluded.porteur_nom, parti_le = null, propose_par = null, propose_par_nom = null,
          propose_le = null, confirme_par = null, confirme_par_nom = null, confirme_le = null`,
      valeurs: [patient, categorie, partLe, annonceLe, porteur.ref, porteur.nom],
    });
}

export const jourApres = (le: Date, jours: number): string =>
  new Date(le.getTime() + jours * 86_400_000).toISOString().slice(0, 10);

/** What is no longer to leave, among the persons from `apres` (excluded) to `jusqua` (included; undefined: to the last): forgotten. */
export async function oublierLesAutres(
  interroger: Interroger,
  { apres, jusqua }: { readonly apres: string; readonly jusqua: string | undefined },
  encore: readonly Pick<Depart, 'patient' | 'categorie'>[],
): Promise<void> {
  await interroger({
    texte: `delete from depart_prevu d where d.parti_le is null and d.patient > $1 and ($2::text is null or d.patient <= $2)
      and not exists (select 1 from unnest($3::text[], $4::text[]) as e(patient, categorie) where e.patient = d.patient and e.categorie = d.categorie)`,
    valeurs: [apres, jusqua ?? null, encore.map(({ patient }) => patient), encore.map(({ categorie }) => categorie)],
  });
}
