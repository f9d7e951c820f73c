-- What one territory sees and changes of the accounts that work in it, inside its own transaction: never another territory's.
create view membre with (security_barrier) as
select a.id, a.compte, a.role, a.praticien, a.role_fhir, a.structure, a.structure_nom, a.telephone, a.debut, a.fin,
       c.prenom, c.nom, c.civilite, c.etat, c.vu_le, c.idnps is not null as carte
from affectation a
join compte c on c.id = a.compte
where 'terr_' || a.territoire = current_user::text;

create view affectation_du_territoire with (security_barrier) as
select a.id, a.territoire, a.fin
from affectation a
where 'terr_' || a.territoire = current_user::text
with check option;

-- New accounts only: a new key for an existing account may open other territories, so it is not given from inside one.
create view invitation_du_territoire with (security_barrier) as
select i.empreinte, i.id, i.territoire, i.compte, i.nature, i.parrain, i.prenom, i.nom, i.role, i.structure, i.structure_nom,
       i.telephone, i.cree_le, i.expire_le, i.utilisee_le, i.annulee_le
from invitation i
where 'terr_' || i.territoire = current_user::text and i.nature = 'nouveau_compte'
with check option;
