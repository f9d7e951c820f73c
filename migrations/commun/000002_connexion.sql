-- Sign-in: what a key says of itself, and what the sponsor fixes for the person who has no card.
alter table passkey add column sauvegardee boolean not null default false;

create index passkey_compte on passkey (compte);

alter table invitation add column id text;

alter table invitation add column compte text;

alter table invitation add column nature text not null default 'nouveau_compte';

alter table invitation add column telephone text;

alter table invitation add column annulee_le timestamptz;

update invitation set id = empreinte, compte = empreinte where id is null;

alter table invitation alter column id set not null;

alter table invitation alter column compte set not null;

alter table invitation add constraint invitation_id unique (id);

alter table invitation add constraint invitation_nature check (nature in ('nouveau_compte', 'nouvelle_cle'));

create index invitation_territoire on invitation (territoire, cree_le desc);

create index defi_expire on defi (expire_le);
