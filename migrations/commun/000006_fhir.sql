-- The directory answers the FHIR door with the same keys as a territory's own resources.
alter table annuaire alter column contenu type json using contenu::json;

alter table annuaire add column fhir_toks text[] not null default '{}';

alter table annuaire add column fhir_refs text[] not null default '{}';

alter table annuaire add column cles text[] not null default '{}';

-- Written by imports, thousands of lines at once: keys wait in a short list that readers can afford, and enter together.
create index annuaire_fhir_toks on annuaire using gin (fhir_toks) with (fastupdate = on, gin_pending_list_limit = 256);

create index annuaire_fhir_refs on annuaire using gin (fhir_refs) with (fastupdate = on, gin_pending_list_limit = 256);

create index annuaire_le on annuaire (type, le, id);

create table annuaire_recherche (
  type   text not null,
  param  text not null,
  cle    text collate "C" not null,
  fin    text collate "C",
  id     text not null,
  constraint annuaire_recherche_pk primary key (type, param, cle, id)
);

-- Lines written before the FHIR keys existed are written again at the next import.
update annuaire set empreinte = '';
