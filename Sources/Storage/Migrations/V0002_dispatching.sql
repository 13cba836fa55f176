-- The work: requests, offers and assignments, and the two rules that no program may break:
-- a state changes only along its lifecycle, and nobody is in two places at once.

-- Makes state_before true whatever a statement says: it is the state that the row had before its last change of state,
-- null for a new row. The CHECK constraints on (state_before, state) below repeat the tables `transitions` of
-- RequestState, OfferState and AssignmentState; '' stands for a new row. A test compares them pair by pair.
CREATE FUNCTION keep_state_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.state_before := NULL;
    ELSIF NEW.state <> OLD.state THEN
        NEW.state_before := OLD.state;
    ELSE
        NEW.state_before := OLD.state_before;
    END IF;
    RETURN NEW;
END
$$;

CREATE TABLE request (
    id bigint PRIMARY KEY CHECK (id > 0),
    version int NOT NULL CHECK (version > 0),
    state text NOT NULL,
    state_before text,
    organisation_id bigint NOT NULL REFERENCES organisation,
    establishment_id bigint NOT NULL REFERENCES establishment,
    agency text NOT NULL REFERENCES agency,
    requested_by bigint NOT NULL REFERENCES principal,
    language text NOT NULL CHECK (language <> ''),
    complexity text NOT NULL CHECK (complexity IN ('practical', 'informative', 'complex')),
    minutes int NOT NULL CHECK (minutes > 0),
    starts_at timestamptz NOT NULL,
    is_on_demand boolean NOT NULL,
    place int NOT NULL CHECK (place BETWEEN 10000 AND 99999),
    fallback text[] NOT NULL CHECK (fallback <@ ARRAY['telephone', 'video', 'onsite']),
    priority text NOT NULL CHECK (priority IN ('normal', 'high', 'urgent')),
    gender text CHECK (gender IN ('female', 'male', 'other')),
    gender_is_required boolean NOT NULL,
    documents boolean NOT NULL,
    participants int NOT NULL CHECK (participants >= 0),
    emotional boolean NOT NULL,
    case_reference text,
    -- Free text is short, and erased at the end of its retention time.
    note text CHECK (char_length(note) <= 280),
    modality text NOT NULL CHECK (modality IN ('telephone', 'video', 'onsite')),
    rule text NOT NULL,
    submitted_at timestamptz NOT NULL,
    answer_by timestamptz NOT NULL,
    chance int NOT NULL CHECK (chance BETWEEN 0 AND 100),
    waves int NOT NULL CHECK (waves >= 0),
    is_held boolean NOT NULL,
    -- Interpreters not asked again.
    exhausted bigint[] NOT NULL,
    assignment_id bigint,
    closed_at timestamptz,
    reason text,
    CONSTRAINT request_lifecycle CHECK ((coalesce(state_before, ''), state) IN (
        ('', 'open'),
        ('open', 'offered'), ('open', 'assigned'), ('open', 'cancelled'), ('open', 'unfilled'),
        ('offered', 'open'), ('offered', 'assigned'), ('offered', 'cancelled'), ('offered', 'unfilled'),
        ('assigned', 'open'), ('assigned', 'started'), ('assigned', 'cancelled'), ('assigned', 'no-show'),
        ('started', 'completed')))
) WITH (fillfactor = 80);

CREATE TABLE offer (
    id bigint PRIMARY KEY CHECK (id > 0),
    version int NOT NULL CHECK (version > 0),
    state text NOT NULL,
    state_before text,
    request_id bigint NOT NULL REFERENCES request,
    interpreter_id bigint NOT NULL REFERENCES interpreter,
    wave int NOT NULL CHECK (wave > 0),
    modality text NOT NULL CHECK (modality IN ('telephone', 'video', 'onsite')),
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    answered_at timestamptz,
    travel_minutes int NOT NULL CHECK (travel_minutes >= 0),
    cost int NOT NULL,
    CONSTRAINT offer_lifecycle CHECK ((coalesce(state_before, ''), state) IN (
        ('', 'made'),
        ('made', 'accepted'), ('made', 'declined'), ('made', 'expired'), ('made', 'withdrawn')))
) WITH (fillfactor = 80);

CREATE TABLE assignment (
    id bigint PRIMARY KEY CHECK (id > 0),
    version int NOT NULL CHECK (version > 0),
    state text NOT NULL,
    state_before text,
    request_id bigint NOT NULL REFERENCES request,
    interpreter_id bigint NOT NULL REFERENCES interpreter,
    modality text NOT NULL CHECK (modality IN ('telephone', 'video', 'onsite')),
    place int CHECK (place BETWEEN 10000 AND 99999),
    talk_starts_at timestamptz NOT NULL,
    talk_ends_at timestamptz NOT NULL CHECK (talk_starts_at <= talk_ends_at),
    -- Journey, conversation and rest: the interpreter's time that it takes.
    during tstzrange NOT NULL CHECK (lower_inc(during) AND NOT upper_inc(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
    travel_minutes int NOT NULL CHECK (travel_minutes >= 0),
    travel_metres int NOT NULL CHECK (travel_metres >= 0),
    confirmed_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    next_step_at timestamptz,
    from_offer bigint REFERENCES offer,
    CONSTRAINT assignment_lifecycle CHECK ((coalesce(state_before, ''), state) IN (
        ('', 'confirmed'),
        ('confirmed', 'started'), ('confirmed', 'released'), ('confirmed', 'cancelled'), ('confirmed', 'no-show'),
        ('started', 'completed'))),
    -- Both at the end of the transaction, so that the order of its statements does not matter.
    CONSTRAINT assignment_never_two_at_once EXCLUDE USING gist (interpreter_id WITH =, during WITH &&)
        WHERE (state IN ('confirmed', 'started')) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT assignment_one_live_for_a_request EXCLUDE USING btree (request_id WITH =)
        WHERE (state IN ('confirmed', 'started')) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 80);

-- A request and its assignment name each other, so this waits for the end of the transaction.
ALTER TABLE request ADD FOREIGN KEY (assignment_id) REFERENCES assignment DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER request_state_before_of_new BEFORE INSERT ON request
    FOR EACH ROW WHEN (NEW.state_before IS NOT NULL) EXECUTE FUNCTION keep_state_before();
CREATE TRIGGER request_state_before BEFORE UPDATE ON request
    FOR EACH ROW EXECUTE FUNCTION keep_state_before();
CREATE TRIGGER offer_state_before_of_new BEFORE INSERT ON offer
    FOR EACH ROW WHEN (NEW.state_before IS NOT NULL) EXECUTE FUNCTION keep_state_before();
CREATE TRIGGER offer_state_before BEFORE UPDATE ON offer
    FOR EACH ROW EXECUTE FUNCTION keep_state_before();
CREATE TRIGGER assignment_state_before_of_new BEFORE INSERT ON assignment
    FOR EACH ROW WHEN (NEW.state_before IS NOT NULL) EXECUTE FUNCTION keep_state_before();
CREATE TRIGGER assignment_state_before BEFORE UPDATE ON assignment
    FOR EACH ROW EXECUTE FUNCTION keep_state_before();
