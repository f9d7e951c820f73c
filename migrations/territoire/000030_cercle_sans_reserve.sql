-- Nothing is opposed or archived about the person of this line of a circle: the rule of access, which asks the circle anyway, then asks no more
-- about it. As `reserve`, it may say less than is true, never more: whoever writes one of the two tables waits for whoever writes the other about
-- the same persons (1 024 groups of persons: locks are counted), then reads what was written. A transaction that reads the past says nothing.
alter table cercle_membre add column sans_reserve boolean not null default false;

create function dire_sans_reserve() returns trigger language plpgsql set search_path from current as $$ begin if current_setting('transaction_isolation') <> 'read committed' then new.sans_reserve := false; return new; end if; perform pg_advisory_xact_lock_shared(hashtext('reserve:' || current_schema()), hashtext(new.patient) & 1023); new.sans_reserve := not exists (select 1 from reserve r where r.patient = new.patient); return new; end $$;

create function oter_sans_reserve() returns trigger language plpgsql set search_path from current as $$ begin if current_setting('transaction_isolation') <> 'read committed' then raise exception 'une réserve s’écrit dans une transaction read committed'; end if; perform pg_advisory_xact_lock(hashtext('reserve:' || current_schema()), hashtext(new.patient) & 1023); update cercle_membre m set sans_reserve = false where m.patient = new.patient and m.sans_reserve; return null; end $$;

update cercle_membre m set sans_reserve = not exists (select 1 from reserve r where r.patient = m.patient);

create trigger cercle_sans_reserve before insert or update of patient on cercle_membre for each row execute function dire_sans_reserve();

create trigger reserve_cercle after insert or update of patient on reserve for each row execute function oter_sans_reserve();

-- The person herself is not an element one hides: the rule does not look for it.
alter table masque add constraint masque_type check (type <> 'Patient');

-- The rule asks the circle of the person of each line, by that key alone: a third less work than through the ordered index.
create index cercle_membre_patient on cercle_membre using hash (patient);
