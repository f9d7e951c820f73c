-- What follows an urgent access: who opened it, who told the person, who checked it. A line here is never removed.
alter table acces_urgence add column par_nom text not null default '';

alter table acces_urgence add column informee_le timestamptz;

alter table acces_urgence add column informee_par text;

alter table acces_urgence add column informee_qui text;

alter table acces_urgence add column informee_comment text;

alter table acces_urgence add column controle_le timestamptz;

alter table acces_urgence add column controle_par text;

alter table acces_urgence add column controle_avis text;

alter table acces_urgence add column controle_texte text;

create index acces_urgence_recent on acces_urgence (ouvert_le);
