-- National identities beside the resource: what was retrieved and is not qualified yet, or was withdrawn. Nothing that leaves reads it.
create table ins_connue (
  id        text primary key,
  patient   text not null,
  matricule text not null,
  aveugle   text not null,
  oid       text not null,
  origine   text not null,
  etat      text not null,
  depuis    timestamptz not null,
  jusqua    timestamptz,
  constraint ins_connue_origine check (origine in ('insi', 'datamatrix')),
  constraint ins_connue_etat check (etat in ('proposee', 'recuperee', 'qualifiee', 'retiree')),
  constraint ins_connue_finie check ((etat = 'retiree') = (jusqua is not null))
);

create unique index ins_connue_courante on ins_connue (patient) where etat <> 'retiree';

create index ins_connue_aveugle on ins_connue (aveugle);

-- A question put to INSi, its answer, and what was done with it: a service that is down leaves it waiting and nothing else.
create table interrogation_insi (
  id            text primary key,
  patient       text not null,
  genre         text not null,
  demandeur     text not null,
  demandeur_nom text not null,
  demandee_le   timestamptz not null,
  etat          text not null default 'attente',
  issue         text,
  differences   jsonb,
  faite_le      timestamptz,
  constraint interrogation_insi_genre check (genre in ('recherche', 'verification')),
  constraint interrogation_insi_etat check (etat in ('attente', 'faite', 'abandonnee')),
  constraint interrogation_insi_issue check ((etat = 'attente') = (issue is null))
);

create index interrogation_insi_patient on interrogation_insi (patient, demandee_le desc);

create unique index interrogation_insi_une on interrogation_insi (patient) where etat = 'attente';

-- Two files that may be one person, or one identity that two files claim: somebody named decides before a date.
create table doublon (
  id        text primary key,
  a         text not null,
  b         text not null,
  origine   text not null,
  motifs    text[] not null,
  conflits  text[] not null,
  score     int not null,
  etat      text not null default 'ouvert',
  ouvert_le timestamptz not null,
  decide_le timestamptz,
  decide_par text,
  motif     text,
  constraint doublon_ordre check (a < b),
  constraint doublon_origine check (origine in ('ressemblance', 'matricule', 'signale')),
  constraint doublon_etat check (etat in ('ouvert', 'distinct', 'fusionne')),
  constraint doublon_decide check ((etat = 'ouvert') = (decide_le is null))
);

create unique index doublon_paire on doublon (a, b);

create index doublon_ouvert on doublon (ouvert_le) where etat = 'ouvert';

-- How far the journal of resources was read for duplicates.
create table curseur_doublon (
  unique_ligne boolean primary key default true,
  seq          bigint not null,
  constraint curseur_doublon_une check (unique_ligne)
);

create table fusion (
  id            text primary key,
  garde         text not null,
  absorbe       text not null,
  etat          text not null,
  collision     boolean not null,
  demandee_par  text not null,
  demandee_par_nom text not null,
  demandee_le   timestamptz not null,
  motif         text not null,
  faite_par     text,
  faite_le      timestamptz,
  annulable_jusqua timestamptz,
  annulee_par   text,
  annulee_le    timestamptz,
  constraint fusion_etat check (etat in ('proposee', 'faite', 'annulee', 'refusee')),
  constraint fusion_deux_personnes check (not collision or faite_par is null or faite_par <> demandee_par),
  constraint fusion_distincts check (garde <> absorbe)
);

create unique index fusion_absorbe on fusion (absorbe) where etat in ('proposee', 'faite');

create index fusion_garde on fusion (garde) where etat = 'faite';

-- Every line a merge moved: what unmerging puts back.
create table fusion_element (
  fusion        text not null references fusion (id),
  genre         text not null,
  cle           text not null,
  version_avant int,
  version_apres int,
  constraint fusion_element_pk primary key (fusion, genre, cle),
  constraint fusion_element_genre check (genre in ('ressource', 'main', 'piece', 'fil', 'cercle'))
);

-- An identity that somebody else used: frozen until the identity cell lifts it.
create table gel_identite (
  id        text primary key,
  patient   text not null,
  motif     text not null,
  gele_par  text not null,
  gele_par_nom text not null,
  gele_le   timestamptz not null,
  leve_par  text,
  leve_le   timestamptz
);

create unique index gel_identite_courant on gel_identite (patient) where leve_le is null;

-- What waits and must not leave while the identity it names is in doubt.
alter table envoi drop constraint envoi_etat;

alter table envoi add constraint envoi_etat check (etat in ('attente', 'suspendu', 'parti', 'remis', 'echec'));
