-- What happens at the doors before anybody is known: refused sign-ins, unknown tokens and links. Insert only (`lib/sql/migrer.ts`).
create table trace_porte (
  seq       bigint generated always as identity primary key,
  le        timestamptz not null,
  evenement text not null,
  motif     text not null,
  moyen     text,
  compte    text,
  adresse   text,
  reference text
);
