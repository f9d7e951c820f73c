-- Search keys of identities: words, sounds, dates, phones. Computed in TypeScript when the identity is written.
create table cle_identite (
  patient  text not null,
  cle      text collate "C" not null,
  constraint cle_identite_pk primary key (patient, cle)
);

create index cle_identite_cle on cle_identite (cle, patient);

-- Proof that an identity was searched before being created (INS-06): who, when, fingerprints of what, and what was shown.
create table recherche_identite (
  id         text primary key,
  auteur     text not null,
  le         timestamptz not null,
  empreintes text[] not null,
  candidats  text[] not null
);

create index recherche_identite_le on recherche_identite (le);
