-- What a territory knows of the directory and the nation does not: failures, confirmations, corrections, local notes, presence.
create table annuaire_incident (
  id       text primary key,
  ref      text not null,
  motif    text not null,
  detail   text,
  par      text not null,
  par_nom  text not null,
  le       timestamptz not null,
  leve_le  timestamptz,
  constraint annuaire_incident_motif check (motif in ('adresse_refusee', 'numero_faux', 'plus_de_place', 'refuse_ce_public', 'refus'))
);

create index annuaire_incident_ref on annuaire_incident (ref, le desc);

create index annuaire_incident_refus on annuaire_incident (le desc) where motif = 'refus';

-- One line per field somebody confirmed or corrected; the newest wins over the national source.
create table annuaire_local (
  ref         text not null,
  champ       text not null,
  valeur      text,
  source      text not null,
  par         text not null,
  par_nom     text not null,
  confirme_le timestamptz not null,
  constraint annuaire_local_pk primary key (ref, champ),
  constraint annuaire_local_champ check (champ in ('fiche', 'telephone', 'mssante', 'places')),
  constraint annuaire_local_source check (source in ('lien', 'compte', 'verification'))
);

create index annuaire_local_valeur on annuaire_local (valeur) where champ = 'mssante';

create table annuaire_note (
  id        text primary key,
  ref       text not null,
  texte     text not null,
  par       text not null,
  par_nom   text not null,
  le        timestamptz not null,
  retiree_le timestamptz
);

create index annuaire_note_ref on annuaire_note (ref) where retiree_le is null;

create table annuaire_verification (
  id        text primary key,
  ref       text not null,
  motif     text not null,
  ouverte_le timestamptz not null,
  close_le  timestamptz,
  issue     text
);

create unique index annuaire_verification_une on annuaire_verification (ref) where close_le is null;

create table annuaire_presence (
  ref                  text primary key,
  absente_du           timestamptz,
  absente_jusqu        timestamptz,
  remplacant           text,
  remplacant_nom       text,
  remplacant_telephone text,
  canal                text,
  consigne             text,
  horaires             jsonb not null default '[]',
  le                   timestamptz not null,
  constraint annuaire_presence_canal check (canal is null or canal in ('telephone', 'mssante'))
);
