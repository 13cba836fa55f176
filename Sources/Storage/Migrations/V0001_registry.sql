-- Who takes part: agencies, organisations with their agreements, interpreters with their calendars, and who may log in.
--
-- The lists in CHECK constraints repeat the enumerations of the target Interpreting; a test compares them.
-- Numbers (id) are given out by the engine, from 1 without gaps, so no sequence is needed.

-- For exclusion constraints that join an equality with an overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The rule book owns the agencies; its list is copied here at every start, so that rows can refer to it.
CREATE TABLE agency (
    code text PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL CHECK (name <> '')
);

CREATE TABLE organisation (
    id bigint PRIMARY KEY CHECK (id > 0),
    version int NOT NULL CHECK (version > 0),
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 120),
    sector text NOT NULL CHECK (sector IN ('welfare', 'education', 'public-services', 'health', 'reception', 'other'))
);

CREATE TABLE establishment (
    id bigint PRIMARY KEY CHECK (id > 0),
    organisation_id bigint NOT NULL REFERENCES organisation,
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 120),
    -- NIS code.
    municipality int NOT NULL CHECK (municipality BETWEEN 10000 AND 99999)
);

CREATE TABLE agreement (
    id bigint PRIMARY KEY CHECK (id > 0),
    organisation_id bigint NOT NULL REFERENCES organisation,
    agency text NOT NULL REFERENCES agency,
    first_day date NOT NULL,
    -- The last day in force; null while no end is set.
    last_day date CHECK (first_day <= last_day)
);

CREATE TABLE interpreter (
    id bigint PRIMARY KEY CHECK (id > 0),
    version int NOT NULL CHECK (version > 0),
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 120),
    gender text NOT NULL CHECK (gender IN ('female', 'male', 'other')),
    home int NOT NULL CHECK (home BETWEEN 10000 AND 99999),
    modalities text[] NOT NULL CHECK (modalities <@ ARRAY['telephone', 'video', 'onsite']),
    pools text[] NOT NULL,
    maximum_kilometres int CHECK (maximum_kilometres > 0),
    maximum_minutes_per_day int CHECK (maximum_minutes_per_day > 0),
    maximum_minutes_per_week int CHECK (maximum_minutes_per_week > 0),
    is_active boolean NOT NULL,
    -- Ready for on-demand work: all three, or none of them.
    duty_modalities text[] CHECK (duty_modalities <@ ARRAY['telephone', 'video', 'onsite']),
    duty_since timestamptz,
    duty_until timestamptz CHECK (duty_since < duty_until),
    CHECK (num_nulls(duty_modalities, duty_since, duty_until) IN (0, 3))
);

CREATE TABLE competence (
    interpreter_id bigint NOT NULL REFERENCES interpreter,
    -- 0 is the strongest.
    place int NOT NULL CHECK (place >= 0),
    language text NOT NULL CHECK (language <> ''),
    level text NOT NULL CHECK (level IN ('certified', 'trained')),
    dialects text[] NOT NULL,
    PRIMARY KEY (interpreter_id, place),
    -- At the end of the transaction: while the order changes, two places may hold the same language.
    UNIQUE (interpreter_id, language) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE principal (
    id bigint PRIMARY KEY CHECK (id > 0),
    role text NOT NULL CHECK (role IN ('requester', 'interpreter', 'coordinator', 'admin')),
    label text NOT NULL,
    organisation_id bigint REFERENCES organisation,
    interpreter_id bigint REFERENCES interpreter,
    agency text REFERENCES agency,
    is_active boolean NOT NULL,
    -- Tenancy decides the rows that are seen, so whoever belongs somewhere must say where.
    CHECK (role <> 'requester' OR organisation_id IS NOT NULL),
    CHECK (role <> 'interpreter' OR interpreter_id IS NOT NULL),
    CHECK (role <> 'coordinator' OR agency IS NOT NULL)
);

CREATE TABLE credential (
    id bigint PRIMARY KEY CHECK (id > 0),
    principal_id bigint NOT NULL REFERENCES principal,
    kind text NOT NULL CHECK (kind IN ('token', 'certificate')),
    scope text NOT NULL CHECK (scope IN ('full', 'read')),
    -- SHA-256 of the secret; the secret itself is nowhere.
    digest text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$'),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- Calendar entries: when work may be offered, and when it may not. Both kinds take their numbers from one series.
CREATE TABLE availability (
    id bigint PRIMARY KEY CHECK (id > 0),
    interpreter_id bigint NOT NULL REFERENCES interpreter,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (starts_at < ends_at),
    -- Taken out of the calendar again; kept for the record.
    is_withdrawn boolean NOT NULL
);

CREATE TABLE absence (
    id bigint PRIMARY KEY CHECK (id > 0),
    interpreter_id bigint NOT NULL REFERENCES interpreter,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (starts_at < ends_at),
    is_withdrawn boolean NOT NULL
);
