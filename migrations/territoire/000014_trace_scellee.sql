-- The trace, complete (TR-01), sealed (TR-03), kept for a time (TR-02), watched (TR-04): who acted with what means and on what ground,
-- the seals of what was written, what a brake has counted, what a control has found.

-- What is the same from one line to the next: trade, names as they were, means and strength of sign-in, application, address, purpose.
-- `id` is taken from the content itself; `refs`: what designates the person in the circles.
create table trace_contexte (
  id      bigint primary key,
  refs    text[] not null,
  contenu text not null
);

alter table trace drop constraint trace_genre;

alter table trace add constraint trace_genre
  check (genre in ('lecture', 'recherche', 'ecriture', 'refus', 'export', 'connexion'));

-- Version of the object; ground and its id; names of what was searched and fingerprint of the values, never the values.
alter table trace add column version int;

alter table trace add column titre text;

alter table trace add column parametres text;

alter table trace add column contexte bigint;

-- Transaction that wrote the line: once it is older than all those running, no line can come before it any more.
alter table trace add column xid xid8 not null default pg_current_xact_id();

-- Salt of the leaf: erased with the line, it leaves a leaf that says nothing.
alter table trace add column sel uuid not null default gen_random_uuid();

create index trace_xid on trace (xid, seq);

-- A seal names its lines by their number, and so does who reads the journal backwards.
create unique index trace_seq on trace (seq);

-- The ground is found with the line, in the same statement: the circle as it is at that instant, then an urgent access, then an exchange.
create function titrer_la_trace() returns trigger language plpgsql as $$
declare siennes text[]
; begin
  select c.refs into siennes from trace_contexte c where c.id = new.contexte
  ; if siennes is null or cardinality(siennes) = 0 then new.titre := 'regle' ; return new ; end if
  ; select case when m.fondement in ('consentement', 'hors_equipe') then 'consentement:' else 'equipe:' end || m.patient || '/' || m.rang into new.titre
      from cercle_membre m
     where m.patient = new.patient and m.membre = any (siennes) and m.ouvert
       and m.debut <= new.le and (m.fin is null or m.fin > new.le) limit 1
  ; if new.titre is null then
      select 'urgence:' || u.id into new.titre from acces_urgence u
       where u.patient = new.patient and u.ref = any (siennes) and u.ouvert_le <= new.le and u.fin > new.le
         and (u.ferme_le is null or u.ferme_le > new.le) limit 1
  ; end if
  ; if new.titre is null then
      new.titre := case when exists (select 1 from resource r where r.patient = new.patient and r.lecteurs && siennes)
                        then 'echange' else 'hors-equipe' end
  ; end if
  ; return new
; end $$;

create trigger trace_titre before insert on trace for each row
  when (new.patient is not null and new.contexte is not null and new.titre is null and new.decision = 'permis')
  execute function titrer_la_trace();

-- One line per seal: the lines it adds, in order, with their leaves; the root of the whole tree; the signature of the root.
-- `pile`: roots of the complete subtrees, to go on without reading everything again. `plancher`: see `modules/trace/scelleur.ts`.
create table trace_sceau (
  numero     int primary key,
  taille     bigint not null,
  racine     bytea not null,
  precedente bytea not null,
  signature  bytea not null,
  cle        text not null,
  le         timestamptz not null,
  seqs       bigint[] not null,
  feuilles   bytea not null,
  pile       bytea not null,
  xid_fin    xid8 not null,
  seq_fin    bigint not null,
  plancher   bigint not null,
  constraint trace_sceau_taille unique (taille),
  constraint trace_sceau_feuilles check (length(feuilles) = 32 * cardinality(seqs))
);

-- One signed root a day, given to others.
create table trace_ancre (
  jour   date primary key,
  sceau  int not null,
  le     timestamptz not null,
  envoye boolean not null
);

-- Persons read by each account, last time: what the brake counts, whatever the process and across restarts.
create table frein_lecture (
  acteur  text not null,
  patient text not null,
  vu_le   timestamptz not null,
  suivie  boolean not null,
  constraint frein_lecture_pk primary key (acteur, patient)
);

create index frein_lecture_recentes on frein_lecture (acteur, vu_le);

-- Searches and what they were for, by account and by five minutes.
create table frein_recherche (
  acteur     text not null,
  depuis     timestamptz not null,
  recherches int not null,
  ouvertures int not null,
  exportees  int not null,
  constraint frein_recherche_pk primary key (acteur, depuis)
);

-- An account the brake holds: `a_confirmer` asks for the key or the card again, `bloque` waits for the control cell.
create table frein (
  acteur   text primary key,
  nom      text not null,
  etat     text not null,
  motif    text not null,
  nombre   int not null,
  depuis   timestamptz not null,
  leve_le  timestamptz,
  leve_par text,
  leve_mot text,
  constraint frein_etat check (etat in ('a_confirmer', 'bloque', 'leve')),
  constraint frein_leve check (etat <> 'leve' or (leve_le is not null and leve_par is not null and leve_mot is not null))
);

-- What a control has found: closed with a word, by somebody.
create table anomalie (
  id         text primary key,
  genre      text not null,
  acteur     text not null,
  acteur_nom text not null,
  patient    text,
  jour       date not null,
  nombre     int not null,
  detail     text not null,
  trouvee_le timestamptz not null,
  close_le   timestamptz,
  close_par  text,
  close_mot  text,
  constraint anomalie_close check ((close_le is null) = (close_par is null) and (close_le is null) = (close_mot is null))
);

create unique index anomalie_une_fois on anomalie (genre, acteur, coalesce(patient, ''), jour);
