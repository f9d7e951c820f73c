-- Who may see what: the families open to each member, what the person refused or hid, urgent accesses, and the local matrix.
alter table cercle_membre add column familles text[] not null default '{}';

-- Families the person's consent opens to this member by name: what a role reads only on explicit sharing (SEN, always).
alter table cercle_membre add column explicites text[] not null default '{}';

update cercle_membre set familles = '{ADM,COO,SOC,MED,PLN,FIL}' where ouvert;

alter table cercle_membre add constraint cercle_membre_explicites check (explicites <@ familles);

-- The author of an element: account that wrote its first version, or the person it was written for. Keeps it through oppositions and masks.
alter table resource add column auteur text;

update resource r set auteur = h.auteur from resource_history h where h.type = r.type and h.id = r.id and h.version = 1;

create table opposition_en_cours (
  patient text not null,
  vise    text not null,
  famille text not null,
  constraint opposition_en_cours_pk primary key (patient, vise, famille),
  constraint opposition_en_cours_vise check (vise = '*' or vise ~ '^[A-Z][A-Za-z]+/[^/]+$' or vise ~ '^role:[a-z_]+$'),
  constraint opposition_en_cours_famille check (famille in ('*', 'ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL'))
);

insert into opposition_en_cours (patient, vise, famille)
select distinct r.patient, coalesce(a.acteur #>> '{reference,reference}', '*'), '*'
  from resource r
  left join lateral json_array_elements(r.contenu #> '{provision,actor}') as a(acteur) on true
 where r.type = 'Consent' and not r.supprime and r.patient is not null
   and r.contenu ->> 'status' = 'active' and r.contenu #>> '{provision,type}' = 'deny';

-- An element the person masked: to everybody (`*`) or to one reference.
create table masque (
  type    text not null,
  id      text not null,
  patient text not null,
  vise    text not null,
  constraint masque_pk primary key (type, id, vise),
  constraint masque_vise check (vise = '*' or vise ~ '^[A-Z][A-Za-z]+/[^/]+$')
);

create index masque_patient on masque (patient);

create table acces_urgence (
  id        text primary key,
  patient   text not null,
  ref       text not null,
  compte    text not null,
  role      text not null,
  ouvert_le timestamptz not null,
  fin       timestamptz not null,
  ferme_le  timestamptz,
  motif     text not null,
  texte     text not null,
  constraint acces_urgence_duree check (fin > ouvert_le),
  constraint acces_urgence_motive check (btrim(motif) <> '' and btrim(texte) <> '')
);

create index acces_urgence_patient on acces_urgence (patient, ref, fin);

create index acces_urgence_compte on acces_urgence (compte, ouvert_le);

-- The local matrix can only take away: one line per right the territory withdraws from a role of the national base.
create table droit_retire (
  role    text not null,
  famille text not null,
  depuis  timestamptz not null,
  par_nom text not null,
  motif   text not null,
  constraint droit_retire_pk primary key (role, famille),
  constraint droit_retire_famille check (famille in ('ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL'))
);
