-- Who, by law, receives a record in the person's place: `RelatedPerson` id, judged again when it is prepared and when it is handed over.
alter table exercice_droit add column representant text;

-- What somebody decided of one element before handing a record over: it leaves, or it stays out, and why. A decision holds for the version that
-- was read: when the element changes, it is read again. Leaves with the request.
create table exercice_element (
  exercice text not null references exercice_droit (id) on delete cascade,
  objet    text not null,
  version  integer not null,
  garder   boolean not null,
  motif    text not null default '',
  par      text not null,
  par_nom  text not null,
  le       timestamptz not null,
  constraint exercice_element_pk primary key (exercice, objet),
  constraint exercice_element_motive check (garder or btrim(motif) <> '')
);
