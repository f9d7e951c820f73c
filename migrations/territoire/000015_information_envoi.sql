-- What the person was told before something about her left from health to social care, or back: what, to whom, when, by whom (R. 1110-3).
create table information_envoi (
  id           text primary key,
  patient      text not null,
  destinataire text not null,
  informee_le  date,
  quoi         text,
  dispense     text,
  motif        text,
  par          text not null,
  par_nom      text not null,
  note_le      timestamptz not null,
  constraint information_envoi_dite check (
    (informee_le is not null and btrim(quoi) <> '') or (dispense is not null and btrim(motif) <> ''))
);

create index information_envoi_patient on information_envoi (patient, destinataire);
