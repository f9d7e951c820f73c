-- What comes later in something the person masked is masked with it (DMP-08): a thread about it, a message of that thread.
create function masquer_la_suite() returns trigger language plpgsql set search_path from current as $$ begin if tg_table_name = 'fil_message' then insert into masque (type, id, patient, vise) select 'Task', new.id, m.patient, m.vise from masque m where m.type = split_part(new.objet, '/', 1) and m.id = split_part(new.objet, '/', 2) on conflict do nothing; else insert into masque (type, id, patient, vise) select 'Communication', split_part(new.communication, '/', 2), m.patient, m.vise from masque m where m.type = 'Task' and m.id = new.fil on conflict do nothing; end if; return null; end $$;

create trigger fil_masque after insert or update of objet on fil_message for each row when (new.objet is not null) execute function masquer_la_suite();

create trigger courriel_masque after insert or update of communication, fil on courriel for each row when (new.communication is not null and new.fil is not null) execute function masquer_la_suite();
