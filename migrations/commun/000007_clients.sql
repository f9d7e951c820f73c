-- Software registered by a territory: in its own name (systeme), or opened by a person (application). Secrets are never here: public keys
-- of clients, fingerprints of codes and tokens.
create table client (
  id           text primary key,
  territoire   text not null references territoire (code),
  nom          text not null,
  genre        text not null,
  cles         jsonb not null default '[]',
  permissions  text not null,
  familles     text[] not null,
  retours      text[] not null default '{}',
  lancement    text,
  contact      text not null,
  cree_le      timestamptz not null,
  fin_le       timestamptz,
  suspendu_le  timestamptz,
  constraint client_genre check (genre in ('systeme', 'application')),
  constraint client_systeme_signe check (genre = 'application' or jsonb_array_length(cles) > 0),
  constraint client_application_revient check (genre = 'systeme' or array_length(retours, 1) > 0)
);

create index client_territoire on client (territoire, nom);

-- A signed assertion serves once.
create table client_assertion (
  client     text not null references client (id),
  jti        text not null,
  expire_le  timestamptz not null,
  constraint client_assertion_pk primary key (client, jti)
);

create index client_assertion_expire on client_assertion (expire_le);

-- What a person opened for an application: a launch from Cordée, then a code. Both serve once, and not for long.
create table client_lancement (
  empreinte    text primary key,
  client       text not null references client (id),
  affectation  text not null references affectation (id),
  patient      text,
  expire_le    timestamptz not null,
  utilise_le   timestamptz
);

create table client_code (
  empreinte    text primary key,
  client       text not null references client (id),
  affectation  text not null references affectation (id),
  session      text not null,
  retour       text not null,
  defi         text not null,
  permissions  text not null,
  patient      text,
  lignee       text not null,
  expire_le    timestamptz not null,
  utilise_le   timestamptz
);

-- Tokens of one authorisation share their `lignee`: a code or a refresh token shown twice ends them all.
create table client_jeton (
  empreinte    text primary key,
  nature       text not null,
  client       text not null references client (id),
  affectation  text references affectation (id),
  session      text,
  permissions  text not null,
  patient      text,
  lignee       text not null,
  cree_le      timestamptz not null,
  expire_le    timestamptz not null,
  fin_le       timestamptz not null,
  utilise_le   timestamptz,
  revoque_le   timestamptz,
  constraint client_jeton_nature check (nature in ('acces', 'rafraichissement'))
);

create index client_jeton_client on client_jeton (client);

create index client_jeton_lignee on client_jeton (lignee);

create index client_jeton_expire on client_jeton (expire_le);
