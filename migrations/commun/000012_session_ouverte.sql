-- The places where somebody is already signed in hear at once that their account opens elsewhere (AUTH-05).
create function prevenir_ouverture() returns trigger language plpgsql as $$ begin perform pg_notify('cordee_sessions', 'c:' || new.compte); return null; end $$;

create trigger session_ouverte after insert on session for each row execute function prevenir_ouverture();
