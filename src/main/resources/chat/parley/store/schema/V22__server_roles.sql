-- The role on the whole server that the member's newest sign-in gave; null if it says nothing about roles.
ALTER TABLE web_session ADD COLUMN server_role TEXT;
