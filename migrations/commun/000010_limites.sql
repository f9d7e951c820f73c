-- What this base is for, written at its first opening: a trial never becomes real, nor the reverse.
create table mode_de_la_base (
  unique_ligne boolean primary key default true,
  mode         text not null,
  inscrit_le   timestamptz not null default now(),
  constraint mode_de_la_base_une check (unique_ligne),
  constraint mode_de_la_base_mode check (mode in ('essai', 'reel'))
);

create function mode_immuable() returns trigger language plpgsql as $$ begin raise exception 'le mode de cette base ne change jamais'; end $$;

create trigger mode_de_la_base_immuable before update or delete on mode_de_la_base for each row execute function mode_immuable();

insert into mode_de_la_base (mode) select min(profil) from territoire having count(*) > 0;

-- How many times something was asked, per key (account, address, territory) and per window of time: survives a restart.
create table compteur_de_limite (
  cle    text not null,
  debut  timestamptz not null,
  nombre bigint not null,
  fin    timestamptz not null,
  constraint compteur_de_limite_pk primary key (cle, debut)
);

create index compteur_de_limite_fin on compteur_de_limite (fin);
