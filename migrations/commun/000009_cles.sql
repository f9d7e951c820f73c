-- Data keys, one set per territory and one for what territories share, each wrapped by the master key, which is never here.
-- `prochaine` is known of every process before it serves: a rotation begins by promoting it, so no reader meets an unknown key.
create table cle_donnees (
  id         text primary key,
  domaine    text not null,
  rang       int not null,
  etat       text not null,
  maitre     text not null,
  enveloppe  text not null,
  cree_le    timestamptz not null default now(),
  detruite_le timestamptz,
  constraint cle_donnees_id check (id ~ '^[0-9a-f]{12}$'),
  constraint cle_donnees_domaine check (domaine = 'commun' or domaine ~ '^t[0-9]{4}$'),
  constraint cle_donnees_etat check (etat in ('prochaine', 'courante', 'ancienne', 'detruite')),
  constraint cle_donnees_detruite check ((etat = 'detruite') = (enveloppe = '') and (etat = 'detruite') = (detruite_le is not null)),
  constraint cle_donnees_rang unique (domaine, rang)
);

create unique index cle_donnees_une on cle_donnees (domaine, etat) where etat in ('prochaine', 'courante');

-- Counts every change of the keys: a process says up to which one it has read them.
create table cle_generation (
  unique_ligne boolean primary key default true,
  rang         bigint not null,
  constraint cle_generation_une check (unique_ligne)
);

insert into cle_generation (rang) values (1);

-- Processes that hold keys in memory. One that stopped speaking for a minute no longer counts: it has stopped sealing by then.
create table cle_lecteur (
  id    text primary key,
  rang  bigint not null,
  vu_le timestamptz not null default now()
);

-- A rotation under way, and how far it is: whoever resumes it goes on from there.
create table cle_rotation (
  domaine     text primary key,
  ancienne    text not null references cle_donnees (id),
  nouvelle    text not null references cle_donnees (id),
  gisement    text,
  apres       text,
  lignes      bigint not null default 0,
  commencee_le timestamptz not null default now()
);
