-- Intermediate archive (RG-05): families of a person whose common use is over, since when. Written by the clocks of retention; read by the
-- rule of access. Identity and coordination never go there: they say whom to ask.
create table archive_intermediaire (
  patient text not null,
  famille text not null,
  depuis  timestamptz not null,
  constraint archive_intermediaire_pk primary key (patient, famille),
  constraint archive_intermediaire_famille check (famille in ('SOC', 'MED', 'SEN', 'PLN', 'FIL'))
);

-- Persons of whom something is opposed or archived: one question spares the long ones for nearly every line. It may say more than is still
-- true, never less: nothing is ever taken out of it by hand.
create table reserve (
  patient text primary key
);

insert into reserve (patient) select distinct patient from opposition_en_cours;

create function noter_reserve() returns trigger language plpgsql as $$ begin execute format('insert into %I.reserve (patient) values ($1) on conflict do nothing', tg_table_schema) using new.patient; return null; end $$;

create trigger opposition_reserve after insert or update of patient on opposition_en_cours for each row execute function noter_reserve();

create trigger archive_reserve after insert or update of patient on archive_intermediaire for each row execute function noter_reserve();

-- Urgent accesses of one reader, whoever the person: asked once per statement.
create index acces_urgence_ref on acces_urgence (ref, fin);

-- A fact typed « pour le compte de » is the represented person's: its account, when it is not the typist's.
alter table fait add column pour_compte text;
