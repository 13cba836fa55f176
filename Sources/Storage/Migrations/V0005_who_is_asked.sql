-- Who is asked, and what is told of it afterwards.

-- A service that rings telephones logs in as a user of its own, for the interpreters that name it.
ALTER TABLE principal DROP CONSTRAINT principal_role_check,
    ADD CHECK (role IN ('requester', 'interpreter', 'coordinator', 'admin', 'gateway'));
-- Duty is on hold while nobody can be reached.
ALTER TABLE interpreter ADD COLUMN duty_held_since timestamptz,
    ADD COLUMN gateway_id bigint REFERENCES principal DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT interpreter_hold_check CHECK (duty_held_since IS NULL OR duty_since IS NOT NULL);
