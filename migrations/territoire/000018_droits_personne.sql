-- What a person, or somebody in her right, asks about her data: who asked, how that was checked, what was answered, when, by whom.
create table exercice_droit (
  id             text primary key,
  patient        text not null,
  genre          text not null,
  etat           text not null default 'ouverte',
  recue_le       timestamptz not null,
  pas_avant      timestamptz,
  au_plus_tard   timestamptz not null,
  portee         text not null default 'tout',
  qualite        text not null,
  demandeur      text not null,
  preuve         text not null,
  motif          text,
  objet          text,
  demande        text,
  note_par       text not null,
  note_par_nom   text not null,
  note_le        timestamptz not null,
  decidee_par    text,
  decidee_par_nom text,
  decidee_le     timestamptz,
  decision       text,
  confirmee_par  text,
  confirmee_par_nom text,
  confirmee_le   timestamptz,
  remise_le      timestamptz,
  remise_comment text,
  destinataires  jsonb,
  constraint exercice_genre check (genre in ('acces', 'rectification', 'effacement', 'limitation')),
  constraint exercice_etat check (etat in ('ouverte', 'a_confirmer', 'acceptee', 'refusee', 'remise')),
  constraint exercice_prouve check (btrim(demandeur) <> '' and btrim(preuve) <> ''),
  constraint exercice_decide check (etat in ('ouverte', 'remise') or (decidee_le is not null and btrim(decision) <> '')),
  constraint exercice_remis check ((etat = 'remise') = (remise_le is not null)),
  constraint exercice_deux_personnes check (confirmee_par is null or confirmee_par <> decidee_par),
  constraint exercice_effacement_a_deux check (genre <> 'effacement' or etat <> 'acceptee' or confirmee_par is not null),
  constraint exercice_ayant_droit check (qualite <> 'ayant_droit' or motif is not null)
);

create index exercice_patient on exercice_droit (patient, recue_le desc);

create index exercice_ouvert on exercice_droit (au_plus_tard) where etat in ('ouverte', 'a_confirmer');

-- Legal hold: while it runs nothing of the person leaves, whatever the clocks say.
create table gel_conservation (
  id           text primary key,
  patient      text not null,
  motif        text not null,
  pose_par     text not null,
  pose_par_nom text not null,
  pose_le      timestamptz not null,
  leve_par     text,
  leve_par_nom text,
  leve_le      timestamptz,
  leve_motif   text,
  constraint gel_conservation_motive check (btrim(motif) <> ''),
  constraint gel_conservation_leve check (leve_le is null or (leve_par is not null and btrim(leve_motif) <> ''))
);

create unique index gel_conservation_courant on gel_conservation (patient) where leve_le is null;

-- What will leave, announced a month before to somebody who can stop it.
create table depart_prevu (
  patient    text not null,
  categorie  text not null,
  part_le    date not null,
  annonce_le timestamptz not null,
  porteur    text not null,
  porteur_nom text not null,
  parti_le   timestamptz,
  constraint depart_prevu_pk primary key (patient, categorie),
  constraint depart_prevu_categorie check (categorie in ('sante', 'social', 'transfusion', 'identite'))
);

create index depart_prevu_le on depart_prevu (part_le) where parti_le is null;
