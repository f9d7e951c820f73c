-- What an attachment really is, read in its bytes, and what the antivirus said of it. Nothing is opened before it was looked at.
alter table piece
  add column nature        text,
  add column etat          text not null default 'a_verifier',
  add column menace        text,
  add column signatures_du timestamptz,
  add column verifiee_le   timestamptz,
  add column essais        int not null default 0,
  add column a_verifier_le timestamptz not null default '-infinity',
  add constraint piece_etat check (etat in ('a_verifier', 'saine', 'dangereuse', 'non_verifiable')),
  add constraint piece_menace_dite check (etat <> 'dangereuse' or menace is not null),
  add constraint piece_verdict_date check (etat not in ('saine', 'dangereuse') or verifiee_le is not null);

-- Kept as they are, so that a part of a big one is read without unpacking the whole.
alter table piece alter column octets set storage external;

create index piece_a_verifier on piece (a_verifier_le) where etat = 'a_verifier';

create index piece_patient on piece (patient, le desc);
