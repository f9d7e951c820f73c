-- Who decides that an announced part of a record leaves: two different persons (RG-04). Nothing leaves on its own.
alter table depart_prevu
  add column propose_par text,
  add column propose_par_nom text,
  add column propose_le timestamptz,
  add column confirme_par text,
  add column confirme_par_nom text,
  add column confirme_le timestamptz,
  add constraint depart_prevu_a_deux check (confirme_par is null or (propose_par is not null and confirme_par <> propose_par));

-- What was changed in the settings of the territory, by whom and why. Insert only (`lib/sql/migrer.ts`).
create table reglage_histoire (
  id      text primary key,
  code    text not null,
  avant   double precision not null,
  apres   double precision not null,
  motif   text not null,
  par     text not null,
  par_nom text not null,
  le      timestamptz not null,
  constraint reglage_histoire_motive check (btrim(motif) <> '')
);

create index reglage_histoire_code on reglage_histoire (code, le desc);

-- Mass export by a software: asked by one person with a reason, granted by another, for a time.
create table accord_export (
  id          text primary key,
  client      text not null,
  client_nom  text not null,
  portee      text not null,
  motif       text not null,
  jours       integer not null,
  demande_par text not null,
  demande_par_nom text not null,
  demande_le  timestamptz not null,
  decide_par  text,
  decide_par_nom text,
  decide_le   timestamptz,
  accorde     boolean,
  fin         timestamptz,
  retire_le   timestamptz,
  retire_par_nom text,
  constraint accord_export_portee check (portee in ('territoire', 'groupes')),
  constraint accord_export_motive check (btrim(motif) <> ''),
  constraint accord_export_borne check (jours between 1 and 31),
  constraint accord_export_a_deux check (decide_par is null or decide_par <> demande_par),
  constraint accord_export_decide check (accorde is not true or (decide_par is not null and fin is not null))
);

create index accord_export_client on accord_export (client, fin) where accorde;
