-- Who may exchange about a person (R. 1110-2 CSP): what each practice situation is, and what proves it. Without a line, nothing nominative.
create table qualite (
  affectation    text not null,
  territoire     text not null references territoire (code),
  sous_categorie text not null,
  preuve         text not null,
  preuve_de      text not null default '',
  preuve_le      date not null,
  preuve_par     text not null,
  constraint qualite_pk primary key (affectation, territoire),
  constraint qualite_preuve check (preuve in ('rpps', 'attestation', 'reprise')),
  constraint qualite_prouvee check (btrim(preuve_par) <> '' and (preuve = 'reprise' or btrim(preuve_de) <> ''))
);

-- Accounts opened before: the usual sub-category of their role, to be looked at at the next yearly review.
insert into qualite (affectation, territoire, sous_categorie, preuve, preuve_le, preuve_par)
select a.id, a.territoire, r.sous_categorie, 'reprise', current_date, 'reprise'
from affectation a
join (values ('medecin', 'medecin'), ('infirmier', 'infirmier'), ('pharmacien', 'pharmacien'), ('paramedical', 'autre_pro_sante'),
             ('medecin_coordonnateur', 'medecin'), ('urgences', 'medecin'), ('coordinateur_appui', 'salarie_esms'),
             ('gestionnaire_cas', 'salarie_esms'), ('responsable_dac', 'salarie_esms'), ('secretariat_dac', 'salarie_esms'),
             ('assistant_social', 'assistant_service_social'), ('educateur', 'educateur'), ('pair_aidant', 'salarie_esms'),
             ('aide_domicile', 'salarie_esms'), ('structure', 'salarie_esms')) as r (role, sous_categorie) on r.role = a.role;

-- One territory notes the proofs of its own members, never another's.
create view qualite_du_territoire with (security_barrier) as
select q.affectation, q.territoire, q.sous_categorie, q.preuve, q.preuve_de, q.preuve_le, q.preuve_par
from qualite q
where 'terr_' || q.territoire = current_user::text
with check option;
