-- The FHIR store: the text as it was written, its search keys in order, and a history that is also the journal of changes.
alter table resource alter column contenu type json using contenu::json;

alter table resource add column cles text[] not null default '{}';

create index resource_le on resource (type, le, id);

alter table resource_history alter column contenu type json using contenu::json;

alter table resource_history add column seq bigint generated always as identity;

alter table resource_history add column xid xid8 not null default pg_current_xact_id();

create unique index resource_history_seq on resource_history (seq);

create index resource_history_type on resource_history (type, seq desc);

-- What has an order: normalised words, beginnings and ends of dates, numbers. `resource.cles` lists the keys of a resource.
create table recherche (
  type   text not null,
  param  text not null,
  cle    text collate "C" not null,
  fin    text collate "C",
  id     text not null,
  constraint recherche_pk primary key (type, param, cle, id)
);

-- Identities are found by the same keys as the rest: `recherche`, param `_identite`.
drop table cle_identite;

-- How far the index of this territory is: rewritten from the resources when the extractors change.
create table index_fhir (
  unique_ligne boolean primary key default true,
  version      int not null,
  constraint index_fhir_une check (unique_ligne)
);

-- A territory that begins has nothing to index again.
insert into index_fhir (version) select 1 where not exists (select 1 from resource);
