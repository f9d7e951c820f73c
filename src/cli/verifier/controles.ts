import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Registre } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';

/** `rompu`: something promised is false. `attention`: nothing is lost, somebody should look. */
export interface Controle {
  readonly titre: string;
  readonly gravite: 'rompu' | 'attention';
  readonly examines: number;
  /** References of ours only: never a name, never a content. */
  readonly defauts: readonly string[];
}

type Sql = Kysely<TablesTerritoire>;
interface Regle {
  readonly titre: string;
  readonly gravite: Controle['gravite'];
  /** How many things the rule bears on. */
  readonly examines: RawBuilder<{ n: number }>;
  /** One line per broken thing: `quoi`. */
  readonly defauts: RawBuilder<{ quoi: string }>;
}

const OUVERTES = sql`main_ouverte where etat <> 'termine'`;
const VIVANTES = sql`echeance where levee_le is null and sonnee_le is null`;

const REGLES: readonly Regle[] = [
  {
    titre: 'Chaque ressource est sa dernière version gardée',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from resource`,
    defauts: sql`
      select r.type || '/' || r.id as quoi from resource r
      left join resource_history h on h.type = r.type and h.id = r.id and h.version = r.version
      where h.version is null or h.contenu::text <> r.contenu::text or h.le <> r.le or h.supprime <> r.supprime`,
  },
  {
    titre: 'Les versions d’une ressource se suivent depuis la première, sans trou',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from resource_history`,
    defauts: sql`
      select h.type || '/' || h.id as quoi from resource_history h
      left join resource r on r.type = h.type and r.id = h.id
      group by h.type, h.id, r.version
      having min(h.version) <> 1 or count(*) <> max(h.version) or r.version is distinct from max(h.version)`,
  },
  {
    titre: 'Chaque ressource se trouve par toutes ses clés de recherche, et par elles seules',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from recherche`,
    defauts: sql`
      select r.type || '/' || r.id as quoi from resource r
      cross join unnest(r.cles) x
      left join recherche c on c.type = r.type and c.param = split_part(x, '=', 1) and c.cle = substr(x, strpos(x, '=') + 1) and c.id = r.id
      where c.id is null
      union
      select c.type || '/' || c.id from recherche c
      left join resource r on r.type = c.type and r.id = c.id
      where r.id is null or r.supprime or c.param || '=' || c.cle <> all (r.cles)`,
  },
  {
    titre: 'Chaque chose ouverte a un responsable nommé et une prochaine échéance qui sonnera',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from ${OUVERTES}`,
    defauts: sql`
      select m.objet as quoi from main_ouverte m
      left join echeance e on e.objet = m.objet and e.levee_le is null and e.sonnee_le is null
      where m.etat <> 'termine'
      group by m.objet, m.qui, m.qui_nom, m.due_le, m.cause
      having m.qui is null or m.qui_nom is null or m.due_le is null
        or count(e.id) <> 1 or min(e.due_le) <> m.due_le or min(e.cause) <> m.cause`,
  },
  {
    titre: 'Chaque échéance en attente porte sur une chose encore ouverte',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from ${VIVANTES}`,
    defauts: sql`
      select e.objet as quoi from echeance e
      where e.levee_le is null and e.sonnee_le is null
        and not exists (select 1 from main_ouverte m where m.objet = e.objet and m.etat <> 'termine')`,
  },
  {
    titre: 'Aucune tâche ouverte n’est sans responsable',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from resource where type = 'Task'`,
    defauts: sql`
      select 'Task/' || r.id as quoi from resource r
      where r.type = 'Task' and not r.supprime
        and r.contenu ->> 'status' not in ('completed', 'cancelled', 'rejected', 'failed', 'entered-in-error', 'draft')
        and not exists (select 1 from main_ouverte m where m.objet = 'Task/' || r.id and m.etat <> 'termine')`,
  },
  {
    // A thread nobody is expected on, or a mail set aside, has no Task: it is a line of the room of secure mail.
    titre: 'Chaque fait parle d’une ressource, d’un fil ou d’un message qui existe',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from fait`,
    defauts: sql`
      select f.nom || ' ' || f.objet as quoi from fait f
      where f.objet ~ '^[A-Z][A-Za-z]+/'
        and f.objet !~ '^(Organization|PractitionerRole|Practitioner|HealthcareService)/'
        and not exists (
          select 1 from resource r where r.type = split_part(f.objet, '/', 1) and r.id = split_part(f.objet, '/', 2))
        and not exists (select 1 from fil_message m where 'Task/' || m.id = f.objet)
        and not exists (select 1 from courriel c where 'Task/' || c.id = f.objet)`,
  },
  {
    titre: 'Le prochain numéro de fait, de trace et de version n’a jamais servi',
    gravite: 'rompu',
    examines: sql`select 3 as n`,
    defauts: sql`
      select t.quoi from (
        select 'fait' as quoi, (select coalesce(max(seq), 0) from fait) as dernier, pg_sequence_last_value(pg_get_serial_sequence('fait', 'seq')::regclass) as suite
        union all
        select 'trace', (select coalesce(max(seq), 0) from trace), pg_sequence_last_value(pg_get_serial_sequence('trace', 'seq')::regclass)
        union all
        select 'resource_history', (select coalesce(max(seq), 0) from resource_history), pg_sequence_last_value(pg_get_serial_sequence('resource_history', 'seq')::regclass)) t
      where t.dernier > coalesce(t.suite, 0)`,
  },
  {
    titre: 'Chaque résultat d’action gardé vient d’une action tracée',
    gravite: 'rompu',
    examines: sql`select count(*)::int as n from cle_action`,
    defauts: sql`
      select c.cle as quoi from cle_action c
      where not exists (
        select 1 from trace t where t.action = c.action and t.acteur = c.auteur and t.genre = 'ecriture' and t.le = c.le)`,
  },
  {
    titre: 'Aucun envoi n’est définitivement resté ici',
    gravite: 'attention',
    examines: sql`select count(*)::int as n from envoi`,
    defauts: sql`select e.objet as quoi from envoi e where e.etat = 'echec'`,
  },
];

/** Every rule on one territory, in one read-only snapshot given by the caller. */
export async function controler(base: Sql, registre: Registre): Promise<readonly Controle[]> {
  const controles: Controle[] = [];
  for (const { titre, gravite, examines, defauts } of REGLES) {
    const compte = await examines.execute(base);
    const fautifs = await defauts.execute(base);
    controles.push({ titre, gravite, examines: compte.rows[0]?.n ?? 0, defauts: fautifs.rows.map((l) => l.quoi) });
  }
  return [...controles, await controlerSonneries(base, registre), await controlerFaits(base, registre)];
}

async function controlerSonneries(base: Sql, registre: Registre): Promise<Controle> {
  const causes = await sql<{
    cause: string;
    n: number;
  }>`select cause, count(*)::int as n from ${VIVANTES} group by cause`.execute(base);
  return {
    titre: 'Chaque échéance en attente a sa sonnerie',
    gravite: 'rompu',
    examines: causes.rows.reduce((total, { n }) => total + n, 0),
    defauts: causes.rows.filter(({ cause }) => !registre.sonneries.has(cause)).map(({ cause, n }) => `${cause} (${n})`),
  };
}

/** A fact that cannot be re-read would vanish from the thread and from the figures. */
async function controlerFaits(base: Sql, registre: Registre): Promise<Controle> {
  const faits = await base.selectFrom('fait').select(['fait.id', 'fait.nom', 'fait.donnees']).execute();
  const illisibles = faits.filter(
    ({ nom, donnees }) => registre.faits.get(nom)?.donnees.safeParse(donnees).success !== true,
  );
  return {
    titre: 'Chaque fait se relit',
    gravite: 'rompu',
    examines: faits.length,
    defauts: illisibles.map(({ nom, id }) => `${nom} ${id}`),
  };
}
