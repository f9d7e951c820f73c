-- Asked only about a line that something closes: functions, so that a search does not plan them in each of its parts.

-- An archived family is open again to this reader: care began again for it (somebody joined the circle since, and is there today), or an urgent
-- access of this reader runs, for the role that may read the family (p_role, null when it may not).
create function rouverte(p_patient text, p_famille text, p_depuis timestamptz, p_refs text[], p_role text, p_maintenant timestamptz) returns boolean language plpgsql stable as $$ begin return exists (select 1 from cercle_membre m where m.patient = p_patient and m.debut > p_depuis and p_famille = any (m.familles) and m.ouvert and m.debut <= p_maintenant and (m.fin is null or m.fin > p_maintenant)) or exists (select 1 from acces_urgence u where u.patient = p_patient and u.ref = any (p_refs) and u.role = p_role and u.ouvert_le <= p_maintenant and u.fin > p_maintenant and (u.ferme_le is null or u.ferme_le > p_maintenant)); end $$;

-- Does this reader follow the person as her doctor, today?
create function suit(p_patient text, p_refs text[], p_maintenant timestamptz) returns boolean language plpgsql stable as $$ begin return exists (select 1 from cercle_membre m where m.patient = p_patient and m.membre = any (p_refs) and m.fonction = 'medecin_traitant' and m.debut <= p_maintenant and (m.fin is null or m.fin > p_maintenant)); end $$;
