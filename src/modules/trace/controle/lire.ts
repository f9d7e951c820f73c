import type { Interroger } from '#lib/sql/requete.ts';
import type { ReglageTrace } from '../reglages.ts';
import type { AccesDuJour, Agent, JourDuCompte } from './regles.ts';

/** Half-open: [debut, fin[. */
export interface Periode {
  readonly debut: Date;
  readonly fin: Date;
}

interface LigneAcces {
  readonly acteur: string;
  readonly acteurNom: string | null;
  readonly role: string;
  readonly patient: string;
  readonly acces: number;
  readonly accesDeNuit: number;
  readonly horsEquipe: boolean;
  readonly urgence: string | null;
  readonly agit: boolean;
  readonly apresFin: boolean;
  readonly noms: readonly string[] | null;
  readonly prenoms: readonly string[] | null;
  readonly adresse: string | null;
}

/** The address as one line, to be compared only. */
const ADRESSE = `(select concat_ws(' ', a.valeur #>> '{line,0}', a.valeur ->> 'postalCode') from json_array_elements(r.contenu -> 'address') with ordinality as a(valeur, rang)
    order by a.rang limit 1)`;
const PRENOMS =
  "(select array_agg(g.valeur) from json_array_elements(r.contenu -> 'name') n, json_array_elements_text(n -> 'given') g(valeur))";
const NOMS =
  "(select array_agg(n ->> 'family') from json_array_elements(r.contenu -> 'name') n where n ->> 'family' is not null)";

/** What each account did with each record in the period. Read under the right of the control, whose reason is kept by the caller. */
export async function lireLesAcces(
  interroger: Interroger,
  { debut, fin }: Periode,
  { nuit }: ReglageTrace,
): Promise<readonly AccesDuJour[]> {
  const lignes = await interroger<LigneAcces>({
    texte: `with vus as (
        select t.acteur, t.role, t.patient, max(c.contenu::json ->> 'nom') as nom, max(c.refs) as refs,
            count(*)::int as acces,
            count(*) filter (where extract(hour from t.le at time zone 'Europe/Paris') >= $3 or extract(hour from t.le at time zone 'Europe/Paris') < $4)::int as nuit,
            bool_or(t.titre = 'hors-equipe') as hors_equipe,
            max(substring(t.titre from '^urgence:(.*)$')) as urgence
          from trace t left join trace_contexte c on c.id = t.contexte
         where t.le >= $1 and t.le < $2 and t.patient is not null and t.decision = 'permis' and t.acteur like 'compte:%'
         group by t.acteur, t.role, t.patient)
      select v.acteur, v.nom as "acteurNom", v.role, v.patient, v.acces, v.nuit as "accesDeNuit", coalesce(v.hors_equipe, false) as "horsEquipe", v.urgence,
          exists (select 1 from trace e where e.patient = v.patient and e.acteur = v.acteur and e.genre = 'ecriture' and e.decision = 'permis') as agit,
          exists (select 1 from cercle_membre m where m.patient = v.patient and m.membre = any (v.refs) and m.fin is not null and m.fin < $1)
            and not exists (select 1 from cercle_membre m where m.patient = v.patient and m.membre = any (v.refs) and (m.fin is null or m.fin >= $1)) as "apresFin",
          ${NOMS} as noms, ${PRENOMS} as prenoms, ${ADRESSE} as adresse
        from vus v left join resource r on r.type = 'Patient' and r.id = v.patient
       order by v.acteur, v.patient`,
    valeurs: [debut, fin, nuit.de, nuit.a],
  });
  return lignes.map(({ noms, prenoms, adresse, urgence, acteurNom, ...reste }) => ({
    ...reste,
    acteurNom: acteurNom ?? 'Un professionnel',
    urgence: urgence ?? undefined,
    nomsDeLaPersonne: noms ?? [],
    prenomsDeLaPersonne: prenoms ?? [],
    adresseDeLaPersonne: adresse ?? undefined,
  }));
}

const HABITUDE_JOURS = 30;

export async function lireLesComptes(
  interroger: Interroger,
  { debut, fin }: Periode,
): Promise<readonly JourDuCompte[]> {
  return interroger<JourDuCompte>({
    texte: `select j.acteur, coalesce(j.nom, 'Un professionnel') as "acteurNom", j.role, j.personnes, j.recherches, j.ouvertures, j.refus,
          coalesce((select count(distinct (t.patient, (t.le at time zone 'Europe/Paris')::date))::float8 / greatest(count(distinct (t.le at time zone 'Europe/Paris')::date), 1)
             from trace t where t.acteur = j.acteur and t.le >= $3 and t.le < $1 and t.patient is not null and t.decision = 'permis'), 0) as habitude
        from (
          select t.acteur, max(t.role) as role, max(c.contenu::json ->> 'nom') as nom,
              count(distinct t.patient) filter (where t.decision = 'permis')::int as personnes,
              count(*) filter (where t.genre = 'recherche')::int as recherches,
              count(*) filter (where t.genre = 'lecture' and t.patient is not null)::int as ouvertures,
              count(*) filter (where t.decision = 'refuse')::int as refus
            from trace t left join trace_contexte c on c.id = t.contexte
           where t.le >= $1 and t.le < $2 and t.acteur like 'compte:%' group by t.acteur) j
       order by j.acteur`,
    valeurs: [debut, fin, new Date(debut.getTime() - HABITUDE_JOURS * 86_400_000)],
  });
}

/** A name is common when more than one person in a hundred bears it. */
export async function lireLesAgents(interroger: Interroger): Promise<readonly Agent[]> {
  const lignes = await interroger<Omit<Agent, 'adresse'> & { adresse: string | null }>({
    texte: `with personnes as (
        select r.id, lower(n ->> 'family') as nom, lower(n #>> '{given,0}') as prenom, ${ADRESSE} as adresse
          from resource r, json_array_elements(r.contenu -> 'name') n where r.type = 'Patient' and not r.supprime),
      total as (select greatest(count(distinct id), 100) as n from personnes)
      select distinct on (m.compte) 'compte:' || m.compte as acteur, m.nom, m.prenom,
          (select count(distinct p.id) from personnes p where p.nom = lower(m.nom)) * 100 > t.n as "nomFrequent",
          (select p.adresse from personnes p where p.nom = lower(m.nom) and p.prenom = lower(m.prenom) limit 1) as adresse
        from membre m, total t order by m.compte`,
    valeurs: [],
  });
  return lignes.map(({ adresse, ...agent }) => ({ ...agent, adresse: adresse ?? undefined }));
}
