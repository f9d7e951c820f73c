-- After a death the record is read, no longer written (SP-16). Kept by the base from the person's file, whoever writes it: known since when,
-- frozen from when. `clos_par`: somebody closed it before the delay (`reglage`, key `deces`, field `jours`: 30 unless said otherwise).
create table deces_connu (
  patient  text primary key,
  connu_le timestamptz not null,
  fige_le  timestamptz not null,
  clos_par text
);

create function suivre_deces() returns trigger language plpgsql set search_path from current as $$ begin if new.supprime or strpos(new.contenu::text, '"deceased') = 0 or coalesce(new.contenu ->> 'deceasedDateTime', new.contenu ->> 'deceasedBoolean', 'false') = 'false' then delete from deces_connu d where d.patient = new.id; else insert into deces_connu (patient, connu_le, fige_le) values (new.id, new.le, new.le + make_interval(days => coalesce((select (r.valeur ->> 'jours')::int from reglage r where r.cle = 'deces'), 30))) on conflict do nothing; end if; return null; end $$;

create trigger resource_deces after insert or update on resource for each row when (new.type = 'Patient') execute function suivre_deces();

-- The only setting a territory may change on its connections, for the transaction that runs.
create function passer_le_gel(raison text) returns text language sql security definer set search_path = pg_catalog, pg_temp as $$ select set_config('cordee.apres_deces', raison, true) $$;

-- The one guard of every door: what is about a dead person whose record is frozen is refused, unless the transaction says why not
-- (`cordee.apres_deces`, set by the executor for the actions that declare it).
create function garder_dossier_fige() returns trigger language plpgsql set search_path from current as $$ declare qui text; begin if coalesce(current_setting('cordee.apres_deces', true), '') = '' then select d.patient into qui from deces_connu d where d.patient in (new.patient, old.patient) and d.fige_le <= new.le limit 1; if found then raise exception using errcode = 'CD016', message = 'dossier fige apres deces', detail = new.type || '/' || new.id, hint = qui; end if; end if; return new; end $$;

create trigger resource_figee before insert or update on resource for each row when (new.patient is not null) execute function garder_dossier_fige();

create function garder_fait_fige() returns trigger language plpgsql set search_path from current as $$ begin if coalesce(current_setting('cordee.apres_deces', true), '') = '' and exists (select 1 from deces_connu d where d.patient = new.patient and d.fige_le <= new.saisi_le) then raise exception using errcode = 'CD016', message = 'dossier fige apres deces', detail = new.objet; end if; return new; end $$;

create trigger fait_fige before insert on fait for each row when (new.patient is not null) execute function garder_fait_fige();

insert into deces_connu (patient, connu_le, fige_le)
  select r.id, now(), now() + interval '30 days' from resource r
  where r.type = 'Patient' and not r.supprime and coalesce(r.contenu ->> 'deceasedDateTime', r.contenu ->> 'deceasedBoolean', 'false') <> 'false';
