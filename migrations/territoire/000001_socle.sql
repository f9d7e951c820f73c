-- One territory: its FHIR resources, what happened, who must act and when, what leaves, and the trace.
create table resource (
  type      text not null,
  id        text not null,
  version   int not null,
  le        timestamptz not null,
  supprime  boolean not null default false,
  contenu   jsonb not null,
  patient   text,
  famille   text not null,
  lecteurs  text[] not null,
  toks      text[] not null,
  refs      text[] not null,
  nom_tri   text collate "C" not null,
  d         timestamptz,
  d_fin     timestamptz,
  constraint resource_pk primary key (type, id),
  constraint resource_famille check (famille in ('ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL', 'ORG'))
);

create index resource_toks on resource using gin (toks) with (fastupdate = off);

create index resource_refs on resource using gin (refs) with (fastupdate = off);

create index resource_lecteurs on resource using gin (lecteurs) with (fastupdate = off);

create index resource_nom on resource (type, nom_tri);

create index resource_date on resource (type, d desc, id);

create index resource_patient on resource (patient, type, d desc);

create table resource_history (
  type      text not null,
  id        text not null,
  version   int not null,
  le        timestamptz not null,
  auteur    text not null,
  action    text not null,
  supprime  boolean not null,
  contenu   jsonb not null,
  constraint resource_history_pk primary key (type, id, version)
);

create table fait (
  seq       bigint generated always as identity primary key,
  id        text not null unique,
  nom       text not null,
  survenu_le timestamptz not null,
  saisi_le  timestamptz not null,
  auteur    text not null,
  auteur_nom text not null,
  pour      text,
  patient   text,
  objet     text not null,
  famille   text not null,
  lecteurs  text[] not null,
  donnees   jsonb not null,
  constraint fait_nom check (nom ~ '^[A-Z][A-Za-z]+\.v[0-9]+$')
);

create index fait_patient on fait (patient, survenu_le desc);

create index fait_objet on fait (objet, seq);

create index fait_nom_date on fait (nom, survenu_le);

-- Qui a la main: every open item has one named owner and a next deadline. The constraint is the promise.
create table main_ouverte (
  objet       text primary key,
  genre       text not null,
  etat        text not null,
  patient     text,
  titre       text not null,
  qui         text,
  qui_nom     text,
  file        text,
  depuis      timestamptz not null,
  ouvert_le   timestamptz not null,
  prochaine   text,
  due_le      timestamptz,
  cause       text,
  rang        int not null default 0,
  attente     text not null default 'faire',
  lecteurs    text[] not null,
  clos_le     timestamptz,
  constraint main_etat check (etat in ('attend', 'tenu', 'retard', 'termine')),
  constraint main_attente check (attente in ('repondre', 'faire', 'information')),
  constraint main_jamais_dans_les_limbes check (
    (etat = 'termine' and clos_le is not null)
    or (qui is not null and qui_nom is not null and due_le is not null and cause is not null and prochaine is not null))
);

create index main_qui on main_ouverte (qui, due_le) where etat <> 'termine';

create index main_due on main_ouverte (due_le) where etat <> 'termine';

create index main_patient on main_ouverte (patient) where etat <> 'termine';

create table echeance (
  id         text primary key,
  objet      text not null,
  cause      text not null,
  posee_le   timestamptz not null,
  due_le     timestamptz not null,
  levee_le   timestamptz,
  sonnee_le  timestamptz,
  constraint echeance_cause check (cause ~ '^[a-z]+(\.[a-z_]+)+$')
);

create index echeance_due on echeance (due_le) where levee_le is null and sonnee_le is null;

create index echeance_objet on echeance (objet);

create table envoi (
  id            text primary key,
  canal         text not null,
  objet         text not null,
  charge        jsonb not null,
  cree_le       timestamptz not null,
  a_partir_de   timestamptz not null,
  essais        int not null default 0,
  verrou_jusqua timestamptz,
  etat          text not null default 'attente',
  parti_le      timestamptz,
  erreur        text,
  constraint envoi_etat check (etat in ('attente', 'parti', 'remis', 'echec'))
);

create index envoi_attente on envoi (a_partir_de) where etat = 'attente';

create index envoi_objet on envoi (objet);

-- One-time links: only the fingerprint of the secret is kept; no health data in the link nor in the page it opens.
create table lien (
  empreinte    text primary key,
  usage        text not null,
  objet        text not null,
  destinataire text not null,
  destinataire_nom text not null,
  structure    text,
  cree_le      timestamptz not null,
  expire_le    timestamptz not null,
  utilise_le   timestamptz,
  constraint lien_usage check (usage ~ '^[a-z]+(\.[a-z_]+)+$')
);

create index lien_objet on lien (objet);

create table cercle_membre (
  patient   text not null,
  membre    text not null,
  rang      int not null,
  fonction  text not null,
  debut     timestamptz not null,
  fin       timestamptz,
  ouvert    boolean not null,
  fondement text not null,
  constraint cercle_membre_pk primary key (patient, rang)
);

create index cercle_membre_membre on cercle_membre (membre, patient);

create table cle_action (
  cle      text primary key,
  action   text not null,
  auteur   text not null,
  resultat jsonb not null,
  le       timestamptz not null
);

create table trace (
  seq         bigint generated always as identity primary key,
  le          timestamptz not null,
  acteur      text not null,
  role        text not null,
  structure   text,
  pour        text,
  action      text not null,
  genre       text not null,
  objet       text,
  patient     text,
  fondement   text not null,
  decision    text not null,
  nombre      int,
  requete     text,
  constraint trace_genre check (genre in ('lecture', 'recherche', 'ecriture', 'refus', 'export')),
  constraint trace_decision check (decision in ('permis', 'refuse'))
);

create index trace_patient on trace (patient, le desc);

create table piece (
  id         text primary key,
  empreinte  text not null,
  type_mime  text not null,
  nom        text not null,
  octets     bytea not null,
  patient    text,
  lecteurs   text[] not null,
  le         timestamptz not null
);

create table reglage (
  cle     text primary key,
  valeur  jsonb not null,
  source  text not null,
  le      timestamptz not null
);
