-- Sessions a person can see and close, step-up, Pro Santé Connect from the phone and its logout, delegation, yearly review.
alter table session add column id text not null default gen_random_uuid()::text;

alter table session add constraint session_id unique (id);

-- Last time the person proved who they are: sign-in, or a re-authentication before a sensitive act.
alter table session add column elevee_le timestamptz;

alter table session add column niveau text;

alter table session add column partage boolean not null default false;

alter table session add column appareil text not null default '';

alter table session add column adresse text not null default '';

alter table session add column psc_sujet text;

alter table session add column psc_sid text;

create index session_psc_sujet on session (psc_sujet) where psc_sujet is not null;

create index session_psc_sid on session (psc_sid) where psc_sid is not null;

-- A logout token serves once.
create table jeton_deconnexion (
  emetteur   text not null,
  jti        text not null,
  expire_le  timestamptz not null,
  constraint jeton_deconnexion_pk primary key (emetteur, jti)
);

create index jeton_deconnexion_expire on jeton_deconnexion (expire_le);

-- A sign-in confirmed on the phone: asked at most every few seconds, ended by the first who gets the answer.
create table demande_telephone (
  id           text primary key,
  requete      text not null,
  usage        text not null,
  session      text,
  partage      boolean not null default false,
  intervalle_s int not null,
  prochaine_le timestamptz not null,
  expire_le    timestamptz not null,
  finie_le     timestamptz,
  constraint demande_telephone_usage check (usage in ('connexion', 'elevation'))
);

create index demande_telephone_expire on demande_telephone (expire_le);

-- What Pro Santé Connect said of the activities of this person at the last sign-in; an activity that it stops saying is no longer offered.
alter table compte add column psc_lu_le timestamptz;

alter table affectation add column psc_vue_le timestamptz;

alter table affectation add column psc_finie_le timestamptz;

-- Yearly review of the people without a card, by those who know them (AUTH-06).
alter table affectation add column revue_le timestamptz;

alter table affectation add column revue_par text;

-- « Pour le compte de »: who may act for whom, for which gestures, until when. Accounts are repeated so that a territory needs no other table.
create table delegation (
  id                  text primary key,
  territoire          text not null references territoire (code),
  delegant            text not null references affectation (id),
  delegant_compte     text not null references compte (id),
  delegataire         text not null references affectation (id),
  delegataire_compte  text not null references compte (id),
  gestes              text[] not null,
  fin                 date not null,
  proposee_par        text not null references compte (id),
  cree_le             timestamptz not null,
  acceptee_le         timestamptz,
  finie_le            timestamptz,
  finie_par           text,
  constraint delegation_deux check (delegant_compte <> delegataire_compte),
  constraint delegation_gestes check (array_length(gestes, 1) > 0),
  constraint delegation_bornee check (fin <= (cree_le at time zone 'UTC')::date + interval '12 months')
);

create index delegation_delegataire on delegation (delegataire_compte);

create index delegation_delegant on delegation (delegant_compte);

alter table session add column delegation text references delegation (id);

create view delegation_du_territoire with (security_barrier) as
select d.id, d.territoire, d.delegant, d.delegant_compte, d.delegataire, d.delegataire_compte, d.gestes, d.fin, d.proposee_par,
       d.cree_le, d.acceptee_le, d.finie_le, d.finie_par
from delegation d
where 'terr_' || d.territoire = current_user::text
with check option;

create or replace view membre with (security_barrier) as
select a.id, a.compte, a.role, a.praticien, a.role_fhir, a.structure, a.structure_nom, a.telephone, a.debut, a.fin,
       c.prenom, c.nom, c.civilite, c.etat, c.vu_le, c.idnps is not null as carte, a.revue_le, a.revue_par, a.psc_finie_le
from affectation a
join compte c on c.id = a.compte
where 'terr_' || a.territoire = current_user::text;

create or replace view affectation_du_territoire with (security_barrier) as
select a.id, a.territoire, a.fin, a.revue_le, a.revue_par
from affectation a
where 'terr_' || a.territoire = current_user::text
with check option;

-- Whoever changes who may be in, open streams hear of it at once. The payload names a session or an account, nothing else.
create function prevenir_session() returns trigger language plpgsql as $$ begin perform pg_notify('cordee_sessions', 's:' || old.id); return null; end $$;

create function prevenir_compte() returns trigger language plpgsql as $$ begin perform pg_notify('cordee_sessions', 'c:' || new.id); return null; end $$;

create function prevenir_affectation() returns trigger language plpgsql as $$ begin perform pg_notify('cordee_sessions', 'c:' || new.compte); return null; end $$;

create function prevenir_delegation() returns trigger language plpgsql as $$ begin perform pg_notify('cordee_sessions', 'c:' || new.delegataire_compte); return null; end $$;

create trigger session_fermee after delete on session for each row execute function prevenir_session();

create trigger session_changee after update of affectation, delegation on session for each row when (old.affectation is distinct from new.affectation or old.delegation is distinct from new.delegation) execute function prevenir_session();

create trigger compte_change after update of etat on compte for each row when (old.etat is distinct from new.etat) execute function prevenir_compte();

create trigger affectation_changee after update of fin, revue_le, psc_finie_le on affectation for each row execute function prevenir_affectation();

create trigger delegation_finie after update of finie_le on delegation for each row execute function prevenir_delegation();
