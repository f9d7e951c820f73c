-- What territories share: who they are, who may enter, the national directory. One statement ends with ";" at the end of a line.
create table territoire (
  code        text primary key,
  nom         text not null,
  profil      text not null,
  cree_le     timestamptz not null,
  reglages    jsonb not null default '{}',
  constraint territoire_code check (code ~ '^t[0-9]{4}$'),
  constraint territoire_profil check (profil in ('essai', 'reel'))
);

create table compte (
  id          text primary key,
  idnps       text,
  prenom      text not null,
  nom         text not null,
  civilite    text,
  etat        text not null default 'actif',
  cree_le     timestamptz not null,
  vu_le       timestamptz,
  constraint compte_idnps unique (idnps),
  constraint compte_etat check (etat in ('actif', 'suspendu'))
);

-- Where and as what an account works: the active one decides rights.
create table affectation (
  id            text primary key,
  compte        text not null references compte (id),
  territoire    text not null references territoire (code),
  role          text not null,
  praticien     text,
  role_fhir     text,
  structure     text not null,
  structure_nom text not null,
  telephone     text,
  debut         date not null,
  fin           date,
  constraint affectation_unique unique (compte, territoire, role, structure)
);

create index affectation_compte on affectation (compte);

create index affectation_territoire on affectation (territoire, role);

create table session (
  empreinte    text primary key,
  compte       text not null references compte (id),
  affectation  text references affectation (id),
  moyen        text not null,
  cree_le      timestamptz not null,
  vu_le        timestamptz not null,
  expire_le    timestamptz not null,
  jeton_psc    text,
  constraint session_moyen check (moyen in ('psc', 'passkey'))
);

create index session_compte on session (compte);

create table passkey (
  id           text primary key,
  compte       text not null references compte (id),
  cle_publique bytea not null,
  compteur     bigint not null,
  transports   text[] not null default '{}',
  nom          text not null,
  cree_le      timestamptz not null,
  utilisee_le  timestamptz
);

create table defi (
  id        text primary key,
  usage     text not null,
  contenu   jsonb not null,
  expire_le timestamptz not null
);

create table invitation (
  empreinte   text primary key,
  territoire  text not null references territoire (code),
  parrain     text not null references compte (id),
  prenom      text not null,
  nom         text not null,
  role        text not null,
  structure   text not null,
  structure_nom text not null,
  cree_le     timestamptz not null,
  expire_le   timestamptz not null,
  utilisee_le timestamptz
);

-- Directory of professionals, structures and offer: FHIR resources as the national sources publish them, never territory data.
create table annuaire (
  type        text not null,
  id          text not null,
  version     int not null,
  le          timestamptz not null,
  source      text not null,
  actif       boolean not null,
  contenu     jsonb not null,
  toks        text[] not null,
  refs        text[] not null,
  nom_tri     text collate "C" not null,
  commune     text,
  latitude    double precision,
  longitude   double precision,
  constraint annuaire_pk primary key (type, id)
);

create index annuaire_toks on annuaire using gin (toks) with (fastupdate = off);

create index annuaire_refs on annuaire using gin (refs) with (fastupdate = off);

create index annuaire_nom on annuaire (type, nom_tri);

create table import_annuaire (
  id          text primary key,
  fichier     text not null,
  format      text not null,
  le          timestamptz not null,
  lues        int not null,
  retenues    int not null,
  rejets      jsonb not null
);

-- Offset of the trial clock, in milliseconds: only the trial profile reads it.
create table horloge_essai (
  unique_ligne boolean primary key default true,
  decalage_ms  bigint not null,
  constraint horloge_essai_une check (unique_ligne)
);
