-- What an export keeps of each type, as search conditions (`_typeFilter`).
alter table export_fhir add column filtres text[] not null default '{}';

-- Search parameters of packages whose keys are written: their fingerprint, the one being written, and how far.
alter table index_fhir add column parametres text not null default '';

alter table index_fhir add column vises text;

alter table index_fhir add column suite_type text not null default '';

alter table index_fhir add column suite_id text not null default '';
