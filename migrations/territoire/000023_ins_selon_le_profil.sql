-- Last wall of INS-03, whatever the road: a trial keeps no identity of a real person, a real territory none of test or demonstration.
create function ins_selon_le_profil() returns trigger language plpgsql as $$ declare voulu text := (select t.profil from shared.territoire t where t.code = tg_table_schema); begin if voulu is not null and (new.oid ~ '\.1[01]$') is distinct from (voulu = 'essai') then raise exception 'identité nationale d’un autre profil' using errcode = 'CD003'; end if; return new; end $$;

create trigger ins_connue_selon_le_profil before insert or update of oid on ins_connue for each row execute function ins_selon_le_profil();
