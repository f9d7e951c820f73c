-- Directory: what a search card and a contact need is computed once, at import; the last full stock of each national file is kept so that
-- any delivery rebuilds the same directory whatever the order of its files.
alter table annuaire add column resume jsonb not null default '{}';

alter table annuaire add column empreinte text not null default '';

alter table annuaire add column rang int not null default 0;

create index annuaire_position on annuaire (type, latitude, longitude) where actif;

create table annuaire_source (
  genre      text not null,
  perimetre  text not null,
  fichier    text not null,
  le         timestamptz not null,
  nombre     int not null,
  lignes     bytea not null,
  constraint annuaire_source_pk primary key (genre, perimetre)
);

create table annuaire_commune (
  code        text primary key,
  nom         text not null,
  nom_norme   text not null,
  code_postal text,
  latitude    double precision,
  longitude   double precision
);

create index annuaire_commune_nom on annuaire_commune (nom_norme);

alter table import_annuaire add column duree_ms int not null default 0;

alter table import_annuaire add column bilan jsonb not null default '{}';

create index import_annuaire_le on import_annuaire (le desc);

grant select on annuaire_commune, import_annuaire to public;
