-- Subscriptions: who wants to be told of what, what happened for each, and how far the history was read.
-- `acteur` remembers which rights to find again at delivery; `entetes` are secrets of the receiver, kept out of the resource.
create table abonnement (
  id               text primary key,
  etat             text not null,
  proprietaire     text not null,
  proprietaire_nom text not null,
  proprietaire_ref text not null,
  acteur           jsonb not null,
  types            text[] not null,
  definition       jsonb not null,
  entetes          jsonb not null default '[]',
  instantane       pg_snapshot not null default pg_current_snapshot(),
  cree_le          timestamptz not null,
  debut_le         timestamptz,
  fin_le           timestamptz,
  actif_le         timestamptz,
  dernier          bigint not null default 0,
  livre            bigint not null default 0,
  en_vol           bigint,
  battement_le     timestamptz,
  arret            text,
  erreur           text,
  erreur_le        timestamptz,
  constraint abonnement_etat check (etat in ('demande', 'actif', 'panne', 'eteint')),
  constraint abonnement_arret check (arret in ('destinataire_parti', 'droit_termine', 'fin_atteinte')),
  constraint abonnement_numeros check (livre <= dernier and (en_vol is null or (en_vol > livre and en_vol <= dernier)))
);

create index abonnement_proprietaire on abonnement (proprietaire) where etat <> 'eteint';

create index abonnement_battement on abonnement (battement_le) where etat = 'actif' and battement_le is not null;

-- One line per change that concerns a subscription. `numero` is given once the owner was seen to have the right to know of it.
create table abonnement_evenement (
  rang       bigint generated always as identity primary key,
  abonnement text not null references abonnement (id),
  numero     bigint,
  seq        bigint not null,
  type       text not null,
  id         text not null,
  version    int not null,
  geste      text not null,
  motif      text,
  le         timestamptz not null,
  constraint abonnement_evenement_une_fois unique (abonnement, seq),
  constraint abonnement_evenement_numero unique (abonnement, numero),
  constraint abonnement_evenement_geste check (geste in ('create', 'update', 'delete'))
);

create index abonnement_evenement_attente on abonnement_evenement (abonnement, rang) where numero is null;

create index abonnement_evenement_le on abonnement_evenement (le);

-- How far the history was read: transactions before `depuis` are done; inside the open window, lines up to `seq` are done.
create table abonnement_curseur (
  une      boolean primary key default true,
  depuis   xid8 not null,
  plancher bigint not null default 0,
  jusqua   xid8,
  seq      bigint,
  seq_max  bigint,
  constraint abonnement_curseur_un check (une),
  constraint abonnement_curseur_fenetre check ((jusqua is null) = (seq is null) and (jusqua is null) = (seq_max is null))
);

create index resource_history_xid on resource_history (xid);

-- At most one notification of a subscription is on its way: this is what keeps the order.
create unique index envoi_abonnement on envoi (objet) where canal = 'abonnement' and etat = 'attente';
