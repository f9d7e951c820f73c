-- Secure mail of a territory: what arrived as it arrived, what leaves, and the threads that hold them together.
create table fil_message (
  id                text primary key,
  boite             text not null,
  structure         text not null,
  file              text,
  objet             text,
  genre             text not null,
  patient           text,
  famille           text not null,
  correspondant     text not null,
  correspondant_nom text not null,
  correspondant_ref text,
  sujet             text not null,
  lecteurs          text[] not null,
  ouvert_le         timestamptz not null,
  dernier_le        timestamptz not null,
  recu_le           timestamptz,
  lu_le             timestamptz,
  porteur           text,
  porteur_nom       text,
  reuni_a           text references fil_message (id),
  constraint fil_message_famille check (famille in ('ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL')),
  constraint fil_message_objet check (objet is not null or genre = 'message')
);

create index fil_message_lecteurs on fil_message using gin (lecteurs) with (fastupdate = off);

create index fil_message_objet on fil_message (objet);

create index fil_message_dernier on fil_message (dernier_le desc) where reuni_a is null;

create index fil_message_correspondant on fil_message (boite, correspondant);

-- Every Message-ID a thread knows, received or only quoted: an answer that comes before its question finds it here.
create table fil_reference (
  boite      text not null,
  message_id text not null,
  fil        text not null references fil_message (id),
  constraint fil_reference_pk primary key (boite, message_id)
);

create index fil_reference_fil on fil_reference (fil);

create table courriel (
  id            text primary key,
  sens          text not null,
  boite         text not null,
  message_id    text not null,
  empreinte     text not null,
  nature        text not null,
  etat          text not null,
  fil           text references fil_message (id),
  communication text,
  de            text not null,
  de_nom        text not null,
  de_ref        text,
  a             text not null,
  a_nom         text not null,
  a_ref         text,
  auteur        text,
  auteur_nom    text,
  recu_le       timestamptz not null,
  texte         text,
  pieces        jsonb not null default '[]',
  brut          bytea,
  raison        text,
  envoi         text,
  parti_le      timestamptz,
  remis_le      timestamptz,
  lu_le         timestamptz,
  repondu_le    timestamptz,
  non_remis_le  timestamptz,
  motif         text,
  autre_canal   text,
  relaye_le     timestamptz,
  relaye_par    text,
  constraint courriel_une_fois unique (boite, sens, message_id, empreinte),
  constraint courriel_sens check (sens in ('recu', 'envoye')),
  constraint courriel_etat check (etat in ('classe', 'quarantaine', 'ecarte', 'attente', 'parti', 'non_remis', 'annule')),
  constraint courriel_brut_garde check (sens = 'envoye' or brut is not null),
  constraint courriel_quarantaine_dite check (etat <> 'quarantaine' or raison is not null)
);

create index courriel_fil on courriel (fil, recu_le);

create index courriel_communication on courriel (communication);

create index courriel_message_id on courriel (boite, message_id);

create index courriel_quarantaine on courriel (recu_le) where etat = 'quarantaine';

create table curseur_boite (
  boite       text primary key,
  uidvalidity text not null,
  uid         bigint not null,
  le          timestamptz not null
);
