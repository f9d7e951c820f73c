-- Bulk exports asked by registered software. Nothing of a person is kept here: files are read from the base while they are downloaded.
create table export_fhir (
  id          text primary key,
  demandeur   text not null,
  adresse     text not null,
  niveau      text not null,
  groupe      text,
  types       text[] not null,
  depuis      timestamptz,
  elements    text[] not null default '{}',
  instant     timestamptz not null,
  expire_le   timestamptz not null,
  horizon     xid8,
  nombres     jsonb not null default '{"presentes": {}, "supprimees": {}}',
  constraint export_fhir_niveau check (niveau in ('systeme', 'patient', 'groupe')),
  constraint export_fhir_groupe check ((niveau = 'groupe') = (groupe is not null))
);

create index export_fhir_demandeur on export_fhir (demandeur, expire_le);
