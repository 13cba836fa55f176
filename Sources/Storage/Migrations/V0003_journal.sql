-- What happened, in order and for ever; the answers kept for idempotency keys; and who may write.

-- Every event. The tables follow from it: replaying it gives the same rows.
CREATE TABLE journal (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[A-Z-]+$'),
    -- The principal who caused it; null when the engine did by itself. Not a foreign key, like the three below:
    -- the journal is read as it is, whatever the tables hold, and it is the hottest table of all.
    actor bigint,
    -- Who may see it.
    organisation_id bigint,
    interpreter_id bigint,
    agency text,
    -- No line ends: the hash separates columns by them.
    subject text NOT NULL CHECK (subject !~ '\n'),
    -- The whole event as JSON. Text and not jsonb, which would not keep the bytes that were hashed.
    payload text NOT NULL,
    -- SHA-256 of the row before, 32 zero bytes in the first row.
    previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
    -- SHA-256 of previous_hash and this row's columns; JournalRow.swift says exactly which bytes.
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- A subscriber that resumes reads its own events only.
CREATE INDEX journal_of_organisation ON journal (organisation_id, seq) WHERE organisation_id IS NOT NULL;
CREATE INDEX journal_of_interpreter ON journal (interpreter_id, seq) WHERE interpreter_id IS NOT NULL;

CREATE FUNCTION refuse_change_of_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal only grows: % is refused', TG_OP USING ERRCODE = 'TB003';
END
$$;

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_journal();

-- New rows must follow the last one without a gap, in number and in hash. Once for each statement, so a batch costs one look.
CREATE FUNCTION refuse_gap_in_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first_seq bigint;
    last_seq bigint;
    rows bigint;
BEGIN
    SELECT min(seq), max(seq), count(*) INTO first_seq, last_seq, rows FROM new_rows;
    IF rows = 0 THEN RETURN NULL; END IF;
    IF last_seq - first_seq + 1 <> rows THEN
        RAISE EXCEPTION 'rows % to % are %, so one is missing', first_seq, last_seq, rows USING ERRCODE = 'TB002';
    END IF;
    IF NOT EXISTS (
        SELECT FROM new_rows JOIN journal AS before ON before.seq = first_seq - 1
        WHERE new_rows.seq = first_seq AND new_rows.previous_hash = before.hash
    ) AND first_seq <> 1 THEN
        RAISE EXCEPTION 'row % does not follow the last row in number and hash', first_seq USING ERRCODE = 'TB002';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER journal_without_gap AFTER INSERT ON journal
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap_in_journal();

-- The answer that a repeated command gets.
CREATE TABLE idempotency (
    principal_id bigint NOT NULL REFERENCES principal,
    key text NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 64),
    -- SHA-256 of the command with its parameters.
    fingerprint text NOT NULL,
    reply text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (principal_id, key)
);

-- Forgetting after seven days goes by age.
CREATE INDEX idempotency_by_age ON idempotency (at);

-- One row: who decides. Times are the database's, so clocks of processes do not matter.
CREATE TABLE lease (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- host:pid:port of the holder; null when it was given back.
    holder text,
    -- Fences: grows with every new holder. Unique, so that changing it, unlike renewing, waits for journal transactions
    -- under way (see enter_journal) and holds up those that come.
    epoch bigint NOT NULL UNIQUE CHECK (epoch >= 0),
    renewed_at timestamptz NOT NULL,
    ttl interval NOT NULL CHECK (ttl > interval '0')
);

INSERT INTO lease (epoch, renewed_at, ttl) VALUES (0, clock_timestamp(), interval '6 seconds');

-- The first statement of every journal transaction: fails unless the writer's epoch is the present one, and keeps the
-- epoch from changing until the transaction ends.
CREATE FUNCTION enter_journal(writer_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM lease WHERE epoch = writer_epoch FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'epoch % is over, the present one is %', writer_epoch, (SELECT epoch FROM lease) USING ERRCODE = 'TB001';
    END IF;
END
$$;
