-- Persons about whom nothing leaves until somebody decides. `doute`: what waited when the doubt came. `gel`: everything, their identity was used
-- by somebody else. Read by the one place that takes lines of the outbox, whatever the channel.
create table retenue_identite (
  patient text primary key,
  raison  text not null,
  depuis  timestamptz not null,
  constraint retenue_identite_raison check (raison in ('doute', 'gel'))
);

insert into retenue_identite (patient, raison, depuis)
  select g.patient, 'gel', g.gele_le from gel_identite g where g.leve_le is null;

-- Given up by a decision: the next round tells its channel, which says what to do instead. It never leaves.
alter table envoi add column abandon text;

-- An identity already retrieved or qualified is asked about again from time to time; what comes back is looked at by a person.
alter table interrogation_insi drop constraint interrogation_insi_genre;

alter table interrogation_insi add constraint interrogation_insi_genre check (genre in ('recherche', 'verification', 'controle'));
