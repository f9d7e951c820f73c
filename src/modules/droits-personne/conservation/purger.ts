import type pg from 'pg';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { lireReglageConservation } from './reglages.ts';
import { partants, type Categorie } from './rules.ts';
import { CATEGORIE_SQL, jourApres, lireLesDeparts, lireLesHorloges } from './store.ts';

export interface Purge {
  readonly patient: string;
  readonly categories: readonly Categorie[];
  readonly elements: number;
}

/** Proof that stays: who read what, without a word of it, and that something left on such a day. */
const GARDEES = ['trace', 'depart_prevu'];

/** Who erases, for the trace: the operator's command, or Cordée by itself. */
export type QuiSupprime = 'operateur' | 'conservation';

/**
 * Erases, record by record and each in its own transaction, what was announced a whole notice ago, is still at its term and was agreed by two
 * persons. A legal hold set meanwhile keeps everything. On the administrator's connection: the application itself may erase no history
 * (`lib/sql/migrer.ts`). `essai`: says what would leave, and erases nothing.
 */
export async function purgerLesDossiers(
  client: pg.ClientBase,
  territoire: CodeTerritoire,
  maintenant: Date,
  { essai, par }: { readonly essai: boolean; readonly par: QuiSupprime },
): Promise<readonly Purge[]> {
  const interroger: Interroger = async <L>({ texte, valeurs }: { texte: string; valeurs: readonly unknown[] }) =>
    (await client.query(texte, [...valeurs])).rows as L[];
  const dans = async <R>(faire: () => Promise<R>): Promise<R> => {
    await client.query('begin');
    try {
      await client.query(`set local search_path = ${territoire}, shared, pg_temp`);
      const fait = await faire();
      await client.query(essai ? 'rollback' : 'commit');
      return fait;
    } catch (erreur) {
      await client.query('rollback');
      throw erreur;
    }
  };
  const jour = jourApres(maintenant, 0);
  const prevus = (await dans(() => lireLesDeparts(interroger))).filter(({ partLe }) => partLe <= jour);
  const purges: Purge[] = [];
  for (const patient of new Set(prevus.map((d) => d.patient))) {
    const purge = await dans(async () => {
      const categories = await categoriesQuiPartent(interroger, patient, maintenant);
      return categories.length === 0 ? undefined : purgerUn(interroger, patient, categories, { le: maintenant, par });
    });
    if (purge !== undefined) purges.push(purge);
  }
  return purges;
}

/** Judged again now: a contact since the announcement, a hold, or a decision that is not that of two, keeps the part. */
async function categoriesQuiPartent(
  interroger: Interroger,
  patient: string,
  maintenant: Date,
): Promise<readonly Categorie[]> {
  // Waits for whoever is setting a hold or changing a decision at this very moment.
  await interroger({ texte: 'lock table gel_conservation, depart_prevu in share row exclusive mode', valeurs: [] });
  const [dossier] = await lireLesHorloges(interroger, { patient });
  if (dossier === undefined || dossier.gel) return [];
  const jour = jourApres(maintenant, 0);
  const departs = (await lireLesDeparts(interroger)).filter((d) => d.patient === patient && d.partLe <= jour);
  // An erasure asked by the person was already decided by two.
  if (dossier.effacement) return departs.map(({ categorie }) => categorie);
  const auTerme = partants(dossier, await lireReglageConservation(interroger), maintenant);
  const decides = departs.filter((d) => d.confirmePar !== null && auTerme.includes(d.categorie));
  const partent = decides.map(({ categorie }) => categorie);
  // The identity explains the rest: it never leaves before it.
  const reste = Object.keys(dossier.derniers).some((c) => c !== 'identite' && !partent.some((p) => p === c));
  return reste ? partent.filter((c) => c !== 'identite') : partent;
}

async function purgerUn(
  interroger: Interroger,
  patient: string,
  categories: readonly Categorie[],
  quand: { readonly le: Date; readonly par: QuiSupprime },
): Promise<Purge> {
  const elements = await interroger<{ objet: string; id: string }>({
    texte: `select r.type || '/' || r.id as objet, r.id from resource r where r.patient = $1 and ($3 or ${CATEGORIE_SQL} = any ($2::text[]))`,
    // The identity leaves last: with it goes whatever was written meanwhile.
    valeurs: [patient, [...categories], categories.includes('identite')],
  });
  const objets = elements.map(({ objet }) => objet);
  await purgerLaMessagerie(interroger, patient, categories, objets);
  for (const texte of PAR_OBJET) await interroger({ texte, valeurs: [objets] });
  await interroger({
    texte: 'delete from cle_action a where a.resultat::text like any ($1::text[])',
    valeurs: [[patient, ...elements.map(({ id }) => id)].map((id) => `%${id}%`)],
  });
  await interroger({
    texte: `delete from fait f where f.patient = $1 and (f.objet = any ($2::text[]) or f.famille = any ($3::text[]))`,
    valeurs: [patient, objets, familles(categories)],
  });
  if (categories.includes('identite')) await purgerLeReste(interroger, patient);
  await purgerLesPieces(interroger, patient);
  await tracer(interroger, patient, categories, objets.length, quand);
  return { patient, categories, elements: objets.length };
}

const familles = (categories: readonly Categorie[]): readonly string[] => [
  ...(categories.includes('sante') ? ['MED', 'SEN', 'PLN'] : []),
  ...(categories.includes('social') ? ['SOC', 'FIL'] : []),
];

/** Everything that hangs on an element by its reference. */
const PAR_OBJET = [
  "delete from recherche k where k.type || '/' || k.id = any ($1::text[])",
  "delete from masque m where m.type || '/' || m.id = any ($1::text[])",
  'delete from exercice_element e where e.objet = any ($1::text[])',
  "delete from abonnement_evenement e where e.type || '/' || e.id = any ($1::text[])",
  'delete from main_ouverte m where m.objet = any ($1::text[])',
  'delete from echeance e where e.objet = any ($1::text[])',
  'delete from envoi e where e.objet = any ($1::text[])',
  'delete from lien l where l.objet = any ($1::text[])',
  "delete from resource_history h where h.type || '/' || h.id = any ($1::text[])",
  "delete from resource r where r.type || '/' || r.id = any ($1::text[])",
];

/** Threads of the families that leave, or about an element that leaves, with every mail in them as it was received. */
async function purgerLaMessagerie(
  interroger: Interroger,
  patient: string,
  categories: readonly Categorie[],
  objets: readonly string[],
): Promise<void> {
  const fils = await interroger<{ id: string }>({
    texte: `select f.id from fil_message f where f.patient = $1
      and ($4 or f.famille = any ($2::text[]) or f.objet = any ($3::text[]))`,
    valeurs: [patient, familles(categories), objets, categories.includes('identite')],
  });
  const ids = fils.map(({ id }) => id);
  for (const texte of [
    'delete from envoi e using courriel c where c.fil = any ($1::text[]) and c.envoi = e.id',
    'delete from courriel c where c.fil = any ($1::text[])',
    'delete from fil_reference r where r.fil = any ($1::text[])',
    'update fil_message f set reuni_a = null where f.reuni_a = any ($1::text[])',
    'delete from fil_message f where f.id = any ($1::text[])',
  ])
    await interroger({ texte, valeurs: [ids] });
}

/** An attachment leaves when nothing that stays quotes it any more. */
async function purgerLesPieces(interroger: Interroger, patient: string): Promise<void> {
  await interroger({
    texte: `delete from piece p where p.patient = $1
      and not exists (select 1 from resource r where r.patient = $1 and r.contenu::text like '%' || p.id || '%')
      and not exists (select 1 from courriel c where c.pieces::text like '%' || p.id || '%')`,
    valeurs: [patient],
  });
}

/** The last part left: every table that names the person is emptied of her, those a later version adds included. */
async function purgerLeReste(interroger: Interroger, patient: string): Promise<void> {
  const tables = await interroger<{ nom: string }>({
    texte: `select c.table_name as nom from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      where c.table_schema = current_schema() and c.column_name = 'patient' and t.table_type = 'BASE TABLE'
        and c.table_name <> all ($1::text[]) and c.table_name not in ('piece')`,
    valeurs: [GARDEES],
  });
  for (const { nom } of tables)
    await interroger({ texte: `delete from "${nom}" t where t.patient = $1`, valeurs: [patient] });
  for (const texte of [
    'delete from fusion_element e using fusion f where f.id = e.fusion and $1 in (f.garde, f.absorbe)',
    'delete from fusion f where $1 in (f.garde, f.absorbe)',
    'delete from doublon d where $1 in (d.a, d.b)',
    "delete from lien l where l.objet = 'Patient/' || $1",
  ])
    await interroger({ texte, valeurs: [patient] });
}

async function tracer(
  interroger: Interroger,
  patient: string,
  categories: readonly Categorie[],
  nombre: number,
  { le, par }: { readonly le: Date; readonly par: QuiSupprime },
): Promise<void> {
  await interroger({
    texte: `insert into trace (le, acteur, role, action, genre, patient, fondement, decision, nombre)
      values ($1, $5, 'systeme', 'conservation.supprimer', 'ecriture', $2, $3, 'permis', $4)`,
    valeurs: [le, patient, `duree:${[...categories].join('+')}`, nombre, `systeme:${par}`],
  });
  await interroger({
    texte: 'update depart_prevu d set parti_le = $2 where d.patient = $1 and d.categorie = any ($3::text[])',
    valeurs: [patient, le, [...categories]],
  });
}
