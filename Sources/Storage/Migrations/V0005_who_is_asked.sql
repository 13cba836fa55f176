-- Who is asked, and what is told of it afterwards.

-- A service that rings telephones logs in as a user of its own, for the interpreters that name it.
ALTER TABLE principal DROP CONSTRAINT principal_role_check,
    ADD CHECK (role IN ('requester', 'interpreter', 'coordinator', 'admin', 'gateway'));
-- Duty is on hold while nobody can be reached.
ALTER TABLE interpreter ADD COLUMN duty_held_since timestamptz,
    ADD COLUMN gateway_id bigint REFERENCES principal DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT interpreter_hold_check CHECK (duty_held_since IS NULL OR duty_since IS NOT NULL);
-- Nobody is in two conversations at once. What an earlier version let begin beside another stays as it is, for the journal says so too, and
-- ends like any other; the one that was started last is the one beside which nothing more begins.
ALTER TABLE assignment ADD COLUMN started_beside_another boolean NOT NULL DEFAULT false;
UPDATE assignment AS older SET started_beside_another = true WHERE state = 'started' AND EXISTS (
    SELECT FROM assignment AS newer WHERE newer.interpreter_id = older.interpreter_id AND newer.state = 'started'
        AND (coalesce(newer.started_at, newer.confirmed_at), newer.id) > (coalesce(older.started_at, older.confirmed_at), older.id));
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE assignment ADD CONSTRAINT assignment_never_two_started EXCLUDE USING btree (interpreter_id WITH =)
    WHERE (state = 'started' AND NOT started_beside_another) DEFERRABLE INITIALLY DEFERRED;
-- What was true of the people when a request was decided, a few short lines; null while searching, and of what was decided before.
ALTER TABLE request ADD decided text[];
-- What an offer asked, whatever becomes of its request; null of offers made before.
ALTER TABLE offer ADD complexity text CHECK (complexity IN ('practical', 'informative', 'complex')), ADD minutes int CHECK (minutes > 0);
ALTER TABLE offer ADD starts_at timestamptz, ADD place int CHECK (place BETWEEN 10000 AND 99999);
-- Whether urgent work may be offered at any hour; unknown counts as no.
ALTER TABLE interpreter ADD COLUMN may_be_woken boolean;
-- Offers of before were of another question: its silence does not count.
ALTER TABLE request ADD COLUMN asked_since timestamptz;
-- A client follows best who speaks the same dialect; a wish, one of those that the rules list for the language.
ALTER TABLE request ADD COLUMN dialect text;
-- What happens to an interpreter of several pools is told to all of their agencies.
ALTER TABLE journal ADD COLUMN other_agencies text[];
