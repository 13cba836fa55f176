extension btree_gist
table absence 
    id bigint NOT NULL
    interpreter_id bigint NOT NULL
    starts_at timestamp with time zone NOT NULL
    ends_at timestamp with time zone NOT NULL
    is_withdrawn boolean NOT NULL
table agency 
    code text NOT NULL
    name text NOT NULL
table agreement 
    id bigint NOT NULL
    organisation_id bigint NOT NULL
    agency text NOT NULL
    first_day date NOT NULL
    last_day date
table assignment fillfactor=80
    id bigint NOT NULL
    version integer NOT NULL
    state text NOT NULL
    state_before text
    request_id bigint NOT NULL
    interpreter_id bigint NOT NULL
    modality text NOT NULL
    place integer
    talk_starts_at timestamp with time zone NOT NULL
    talk_ends_at timestamp with time zone NOT NULL
    during tstzrange NOT NULL
    travel_minutes integer NOT NULL
    travel_metres integer NOT NULL
    confirmed_at timestamp with time zone NOT NULL
    started_at timestamp with time zone
    ended_at timestamp with time zone
    next_step_at timestamp with time zone
    from_offer bigint
    started_beside_another boolean NOT NULL DEFAULT false
table availability 
    id bigint NOT NULL
    interpreter_id bigint NOT NULL
    starts_at timestamp with time zone NOT NULL
    ends_at timestamp with time zone NOT NULL
    is_withdrawn boolean NOT NULL
table competence 
    interpreter_id bigint NOT NULL
    place integer NOT NULL
    language text NOT NULL
    level text NOT NULL
    dialects text[] NOT NULL
table credential 
    id bigint NOT NULL
    principal_id bigint NOT NULL
    kind text NOT NULL
    scope text NOT NULL
    digest text NOT NULL
    created_at timestamp with time zone NOT NULL
    expires_at timestamp with time zone NOT NULL
    revoked_at timestamp with time zone
table establishment 
    id bigint NOT NULL
    organisation_id bigint NOT NULL
    name text NOT NULL
    municipality integer NOT NULL
table idempotency 
    principal_id bigint NOT NULL
    key text NOT NULL
    fingerprint text NOT NULL
    reply text NOT NULL
    at timestamp with time zone NOT NULL
table interpreter 
    id bigint NOT NULL
    version integer NOT NULL
    name text NOT NULL
    gender text NOT NULL
    home integer NOT NULL
    modalities text[] NOT NULL
    pools text[] NOT NULL
    maximum_kilometres integer
    maximum_minutes_per_day integer
    maximum_minutes_per_week integer
    is_active boolean NOT NULL
    duty_modalities text[]
    duty_since timestamp with time zone
    duty_until timestamp with time zone
    duty_held_since timestamp with time zone
    gateway_id bigint
    may_be_woken boolean
table journal 
    seq bigint NOT NULL
    at timestamp with time zone NOT NULL
    kind text NOT NULL
    actor bigint
    organisation_id bigint
    interpreter_id bigint
    agency text
    subject text NOT NULL
    payload text NOT NULL
    previous_hash bytea NOT NULL
    hash bytea NOT NULL
    other_agencies text[]
table lease 
    only_row boolean NOT NULL DEFAULT true
    holder text
    epoch bigint NOT NULL
    renewed_at timestamp with time zone NOT NULL
    ttl interval NOT NULL
table offer fillfactor=80
    id bigint NOT NULL
    version integer NOT NULL
    state text NOT NULL
    state_before text
    request_id bigint NOT NULL
    interpreter_id bigint NOT NULL
    wave integer NOT NULL
    modality text NOT NULL
    made_at timestamp with time zone NOT NULL
    expires_at timestamp with time zone NOT NULL
    answered_at timestamp with time zone
    travel_minutes integer NOT NULL
    cost integer NOT NULL
    complexity text
    minutes integer
    starts_at timestamp with time zone
    place integer
table organisation 
    id bigint NOT NULL
    version integer NOT NULL
    name text NOT NULL
    sector text NOT NULL
table principal 
    id bigint NOT NULL
    role text NOT NULL
    label text NOT NULL
    organisation_id bigint
    interpreter_id bigint
    agency text
    is_active boolean NOT NULL
table request fillfactor=80
    id bigint NOT NULL
    version integer NOT NULL
    state text NOT NULL
    state_before text
    organisation_id bigint NOT NULL
    establishment_id bigint NOT NULL
    agency text NOT NULL
    requested_by bigint NOT NULL
    language text NOT NULL
    complexity text NOT NULL
    minutes integer NOT NULL
    starts_at timestamp with time zone NOT NULL
    is_on_demand boolean NOT NULL
    place integer NOT NULL
    fallback text[] NOT NULL
    priority text NOT NULL
    gender text
    gender_is_required boolean NOT NULL
    documents boolean NOT NULL
    participants integer NOT NULL
    emotional boolean NOT NULL
    case_reference text
    note text
    modality text NOT NULL
    rule text NOT NULL
    submitted_at timestamp with time zone NOT NULL
    answer_by timestamp with time zone NOT NULL
    chance integer NOT NULL
    waves integer NOT NULL
    is_held boolean NOT NULL
    exhausted bigint[] NOT NULL
    assignment_id bigint
    closed_at timestamp with time zone
    reason text
    decided text[]
    asked_since timestamp with time zone
    dialect text
table schema_migration 
    number integer NOT NULL
    name text NOT NULL
    checksum text NOT NULL
    applied_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
constraint absence absence_check
    CHECK ((starts_at < ends_at))
constraint absence absence_id_check
    CHECK ((id > 0))
constraint absence absence_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint absence absence_pkey
    PRIMARY KEY (id)
constraint agency agency_code_check
    CHECK ((code <> ''::text))
constraint agency agency_name_check
    CHECK ((name <> ''::text))
constraint agency agency_pkey
    PRIMARY KEY (code)
constraint agreement agreement_agency_fkey
    FOREIGN KEY (agency) REFERENCES agency(code)
constraint agreement agreement_check
    CHECK ((first_day <= last_day))
constraint agreement agreement_id_check
    CHECK ((id > 0))
constraint agreement agreement_organisation_id_fkey
    FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint agreement agreement_pkey
    PRIMARY KEY (id)
constraint assignment assignment_check
    CHECK ((talk_starts_at <= talk_ends_at))
constraint assignment assignment_during_check
    CHECK ((lower_inc(during) AND (NOT upper_inc(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))
constraint assignment assignment_from_offer_fkey
    FOREIGN KEY (from_offer) REFERENCES offer(id)
constraint assignment assignment_id_check
    CHECK ((id > 0))
constraint assignment assignment_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint assignment assignment_lifecycle
    CHECK ((((((((COALESCE(state_before, ''::text) = ''::text) AND (state = 'confirmed'::text)) OR ((COALESCE(state_before, ''::text) = 'confirmed'::text) AND (state = 'started'::text))) OR ((COALESCE(state_before, ''::text) = 'confirmed'::text) AND (state = 'released'::text))) OR ((COALESCE(state_before, ''::text) = 'confirmed'::text) AND (state = 'cancelled'::text))) OR ((COALESCE(state_before, ''::text) = 'confirmed'::text) AND (state = 'no-show'::text))) OR ((COALESCE(state_before, ''::text) = 'started'::text) AND (state = 'completed'::text))))
constraint assignment assignment_modality_check
    CHECK ((modality = ANY (ARRAY['telephone'::text, 'video'::text, 'onsite'::text])))
constraint assignment assignment_never_two_at_once
    EXCLUDE USING gist (interpreter_id WITH =, during WITH &&) WHERE ((state = ANY (ARRAY['confirmed'::text, 'started'::text]))) DEFERRABLE INITIALLY DEFERRED
constraint assignment assignment_never_two_started
    EXCLUDE USING btree (interpreter_id WITH =) WHERE (((state = 'started'::text) AND (NOT started_beside_another))) DEFERRABLE INITIALLY DEFERRED
constraint assignment assignment_one_live_for_a_request
    EXCLUDE USING btree (request_id WITH =) WHERE ((state = ANY (ARRAY['confirmed'::text, 'started'::text]))) DEFERRABLE INITIALLY DEFERRED
constraint assignment assignment_pkey
    PRIMARY KEY (id)
constraint assignment assignment_place_check
    CHECK (((place >= 10000) AND (place <= 99999)))
constraint assignment assignment_request_id_fkey
    FOREIGN KEY (request_id) REFERENCES request(id)
constraint assignment assignment_travel_metres_check
    CHECK ((travel_metres >= 0))
constraint assignment assignment_travel_minutes_check
    CHECK ((travel_minutes >= 0))
constraint assignment assignment_version_check
    CHECK ((version > 0))
constraint availability availability_check
    CHECK ((starts_at < ends_at))
constraint availability availability_id_check
    CHECK ((id > 0))
constraint availability availability_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint availability availability_pkey
    PRIMARY KEY (id)
constraint competence competence_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint competence competence_interpreter_id_language_key
    UNIQUE (interpreter_id, language) DEFERRABLE INITIALLY DEFERRED
constraint competence competence_language_check
    CHECK ((language <> ''::text))
constraint competence competence_level_check
    CHECK ((level = ANY (ARRAY['certified'::text, 'trained'::text])))
constraint competence competence_pkey
    PRIMARY KEY (interpreter_id, place)
constraint competence competence_place_check
    CHECK ((place >= 0))
constraint credential credential_digest_check
    CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
constraint credential credential_digest_key
    UNIQUE (digest)
constraint credential credential_id_check
    CHECK ((id > 0))
constraint credential credential_kind_check
    CHECK ((kind = ANY (ARRAY['token'::text, 'certificate'::text])))
constraint credential credential_pkey
    PRIMARY KEY (id)
constraint credential credential_principal_id_fkey
    FOREIGN KEY (principal_id) REFERENCES principal(id)
constraint credential credential_scope_check
    CHECK ((scope = ANY (ARRAY['full'::text, 'read'::text])))
constraint establishment establishment_id_check
    CHECK ((id > 0))
constraint establishment establishment_municipality_check
    CHECK (((municipality >= 10000) AND (municipality <= 99999)))
constraint establishment establishment_name_check
    CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
constraint establishment establishment_organisation_id_fkey
    FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint establishment establishment_pkey
    PRIMARY KEY (id)
constraint idempotency idempotency_key_check
    CHECK (((char_length(key) >= 1) AND (char_length(key) <= 64)))
constraint idempotency idempotency_pkey
    PRIMARY KEY (principal_id, key)
constraint idempotency idempotency_principal_id_fkey
    FOREIGN KEY (principal_id) REFERENCES principal(id)
constraint interpreter interpreter_check
    CHECK ((duty_since < duty_until))
constraint interpreter interpreter_check1
    CHECK ((num_nulls(duty_modalities, duty_since, duty_until) = ANY (ARRAY[0, 3])))
constraint interpreter interpreter_duty_modalities_check
    CHECK ((duty_modalities <@ ARRAY['telephone'::text, 'video'::text, 'onsite'::text]))
constraint interpreter interpreter_gateway_id_fkey
    FOREIGN KEY (gateway_id) REFERENCES principal(id) DEFERRABLE INITIALLY DEFERRED
constraint interpreter interpreter_gender_check
    CHECK ((gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text])))
constraint interpreter interpreter_hold_check
    CHECK (((duty_held_since IS NULL) OR (duty_since IS NOT NULL)))
constraint interpreter interpreter_home_check
    CHECK (((home >= 10000) AND (home <= 99999)))
constraint interpreter interpreter_id_check
    CHECK ((id > 0))
constraint interpreter interpreter_maximum_kilometres_check
    CHECK ((maximum_kilometres > 0))
constraint interpreter interpreter_maximum_minutes_per_day_check
    CHECK ((maximum_minutes_per_day > 0))
constraint interpreter interpreter_maximum_minutes_per_week_check
    CHECK ((maximum_minutes_per_week > 0))
constraint interpreter interpreter_modalities_check
    CHECK ((modalities <@ ARRAY['telephone'::text, 'video'::text, 'onsite'::text]))
constraint interpreter interpreter_name_check
    CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
constraint interpreter interpreter_pkey
    PRIMARY KEY (id)
constraint interpreter interpreter_version_check
    CHECK ((version > 0))
constraint journal journal_hash_check
    CHECK ((octet_length(hash) = 32))
constraint journal journal_kind_check
    CHECK ((kind ~ '^[A-Z-]+$'::text))
constraint journal journal_pkey
    PRIMARY KEY (seq)
constraint journal journal_previous_hash_check
    CHECK ((octet_length(previous_hash) = 32))
constraint journal journal_seq_check
    CHECK ((seq > 0))
constraint journal journal_subject_check
    CHECK ((subject !~ '\n'::text))
constraint lease lease_epoch_check
    CHECK ((epoch >= 0))
constraint lease lease_epoch_key
    UNIQUE (epoch)
constraint lease lease_only_row_check
    CHECK (only_row)
constraint lease lease_pkey
    PRIMARY KEY (only_row)
constraint lease lease_ttl_check
    CHECK ((ttl > '00:00:00'::interval))
constraint offer offer_complexity_check
    CHECK ((complexity = ANY (ARRAY['practical'::text, 'informative'::text, 'complex'::text])))
constraint offer offer_id_check
    CHECK ((id > 0))
constraint offer offer_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint offer offer_lifecycle
    CHECK (((((((COALESCE(state_before, ''::text) = ''::text) AND (state = 'made'::text)) OR ((COALESCE(state_before, ''::text) = 'made'::text) AND (state = 'accepted'::text))) OR ((COALESCE(state_before, ''::text) = 'made'::text) AND (state = 'declined'::text))) OR ((COALESCE(state_before, ''::text) = 'made'::text) AND (state = 'expired'::text))) OR ((COALESCE(state_before, ''::text) = 'made'::text) AND (state = 'withdrawn'::text))))
constraint offer offer_minutes_check
    CHECK ((minutes > 0))
constraint offer offer_modality_check
    CHECK ((modality = ANY (ARRAY['telephone'::text, 'video'::text, 'onsite'::text])))
constraint offer offer_pkey
    PRIMARY KEY (id)
constraint offer offer_place_check
    CHECK (((place >= 10000) AND (place <= 99999)))
constraint offer offer_request_id_fkey
    FOREIGN KEY (request_id) REFERENCES request(id)
constraint offer offer_travel_minutes_check
    CHECK ((travel_minutes >= 0))
constraint offer offer_version_check
    CHECK ((version > 0))
constraint offer offer_wave_check
    CHECK ((wave > 0))
constraint organisation organisation_id_check
    CHECK ((id > 0))
constraint organisation organisation_name_check
    CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
constraint organisation organisation_pkey
    PRIMARY KEY (id)
constraint organisation organisation_sector_check
    CHECK ((sector = ANY (ARRAY['welfare'::text, 'education'::text, 'public-services'::text, 'health'::text, 'reception'::text, 'other'::text])))
constraint organisation organisation_version_check
    CHECK ((version > 0))
constraint principal principal_agency_fkey
    FOREIGN KEY (agency) REFERENCES agency(code)
constraint principal principal_check
    CHECK (((role <> 'requester'::text) OR (organisation_id IS NOT NULL)))
constraint principal principal_check1
    CHECK (((role <> 'interpreter'::text) OR (interpreter_id IS NOT NULL)))
constraint principal principal_check2
    CHECK (((role <> 'coordinator'::text) OR (agency IS NOT NULL)))
constraint principal principal_id_check
    CHECK ((id > 0))
constraint principal principal_interpreter_id_fkey
    FOREIGN KEY (interpreter_id) REFERENCES interpreter(id)
constraint principal principal_organisation_id_fkey
    FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint principal principal_pkey
    PRIMARY KEY (id)
constraint principal principal_role_check
    CHECK ((role = ANY (ARRAY['requester'::text, 'interpreter'::text, 'coordinator'::text, 'admin'::text, 'gateway'::text])))
constraint request request_agency_fkey
    FOREIGN KEY (agency) REFERENCES agency(code)
constraint request request_assignment_id_fkey
    FOREIGN KEY (assignment_id) REFERENCES assignment(id) DEFERRABLE INITIALLY DEFERRED
constraint request request_chance_check
    CHECK (((chance >= 0) AND (chance <= 100)))
constraint request request_complexity_check
    CHECK ((complexity = ANY (ARRAY['practical'::text, 'informative'::text, 'complex'::text])))
constraint request request_establishment_id_fkey
    FOREIGN KEY (establishment_id) REFERENCES establishment(id)
constraint request request_fallback_check
    CHECK ((fallback <@ ARRAY['telephone'::text, 'video'::text, 'onsite'::text]))
constraint request request_gender_check
    CHECK ((gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text])))
constraint request request_id_check
    CHECK ((id > 0))
constraint request request_language_check
    CHECK ((language <> ''::text))
constraint request request_lifecycle
    CHECK ((((((((((((((((COALESCE(state_before, ''::text) = ''::text) AND (state = 'open'::text)) OR ((COALESCE(state_before, ''::text) = 'open'::text) AND (state = 'offered'::text))) OR ((COALESCE(state_before, ''::text) = 'open'::text) AND (state = 'assigned'::text))) OR ((COALESCE(state_before, ''::text) = 'open'::text) AND (state = 'cancelled'::text))) OR ((COALESCE(state_before, ''::text) = 'open'::text) AND (state = 'unfilled'::text))) OR ((COALESCE(state_before, ''::text) = 'offered'::text) AND (state = 'open'::text))) OR ((COALESCE(state_before, ''::text) = 'offered'::text) AND (state = 'assigned'::text))) OR ((COALESCE(state_before, ''::text) = 'offered'::text) AND (state = 'cancelled'::text))) OR ((COALESCE(state_before, ''::text) = 'offered'::text) AND (state = 'unfilled'::text))) OR ((COALESCE(state_before, ''::text) = 'assigned'::text) AND (state = 'open'::text))) OR ((COALESCE(state_before, ''::text) = 'assigned'::text) AND (state = 'started'::text))) OR ((COALESCE(state_before, ''::text) = 'assigned'::text) AND (state = 'cancelled'::text))) OR ((COALESCE(state_before, ''::text) = 'assigned'::text) AND (state = 'no-show'::text))) OR ((COALESCE(state_before, ''::text) = 'started'::text) AND (state = 'completed'::text))))
constraint request request_minutes_check
    CHECK ((minutes > 0))
constraint request request_modality_check
    CHECK ((modality = ANY (ARRAY['telephone'::text, 'video'::text, 'onsite'::text])))
constraint request request_note_check
    CHECK ((char_length(note) <= 280))
constraint request request_organisation_id_fkey
    FOREIGN KEY (organisation_id) REFERENCES organisation(id)
constraint request request_participants_check
    CHECK ((participants >= 0))
constraint request request_pkey
    PRIMARY KEY (id)
constraint request request_place_check
    CHECK (((place >= 10000) AND (place <= 99999)))
constraint request request_priority_check
    CHECK ((priority = ANY (ARRAY['normal'::text, 'high'::text, 'urgent'::text])))
constraint request request_requested_by_fkey
    FOREIGN KEY (requested_by) REFERENCES principal(id)
constraint request request_version_check
    CHECK ((version > 0))
constraint request request_waves_check
    CHECK ((waves >= 0))
constraint schema_migration schema_migration_pkey
    PRIMARY KEY (number)
CREATE INDEX assignment_never_two_at_once ON public.assignment USING gist (interpreter_id, during) WHERE (state = ANY (ARRAY['confirmed'::text, 'started'::text]))
CREATE INDEX assignment_never_two_started ON public.assignment USING btree (interpreter_id) WHERE ((state = 'started'::text) AND (NOT started_beside_another))
CREATE INDEX assignment_one_live_for_a_request ON public.assignment USING btree (request_id) WHERE (state = ANY (ARRAY['confirmed'::text, 'started'::text]))
CREATE INDEX idempotency_by_age ON public.idempotency USING btree (at)
CREATE INDEX journal_of_interpreter ON public.journal USING btree (interpreter_id, seq) WHERE (interpreter_id IS NOT NULL)
CREATE INDEX journal_of_organisation ON public.journal USING btree (organisation_id, seq) WHERE (organisation_id IS NOT NULL)
CREATE UNIQUE INDEX absence_pkey ON public.absence USING btree (id)
CREATE UNIQUE INDEX agency_pkey ON public.agency USING btree (code)
CREATE UNIQUE INDEX agreement_pkey ON public.agreement USING btree (id)
CREATE UNIQUE INDEX assignment_pkey ON public.assignment USING btree (id)
CREATE UNIQUE INDEX availability_pkey ON public.availability USING btree (id)
CREATE UNIQUE INDEX competence_interpreter_id_language_key ON public.competence USING btree (interpreter_id, language)
CREATE UNIQUE INDEX competence_pkey ON public.competence USING btree (interpreter_id, place)
CREATE UNIQUE INDEX credential_digest_key ON public.credential USING btree (digest)
CREATE UNIQUE INDEX credential_pkey ON public.credential USING btree (id)
CREATE UNIQUE INDEX establishment_pkey ON public.establishment USING btree (id)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (principal_id, key)
CREATE UNIQUE INDEX interpreter_pkey ON public.interpreter USING btree (id)
CREATE UNIQUE INDEX journal_pkey ON public.journal USING btree (seq)
CREATE UNIQUE INDEX lease_epoch_key ON public.lease USING btree (epoch)
CREATE UNIQUE INDEX lease_pkey ON public.lease USING btree (only_row)
CREATE UNIQUE INDEX offer_pkey ON public.offer USING btree (id)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX principal_pkey ON public.principal USING btree (id)
CREATE UNIQUE INDEX request_pkey ON public.request USING btree (id)
CREATE UNIQUE INDEX schema_migration_pkey ON public.schema_migration USING btree (number)
CREATE TRIGGER assignment_state_before BEFORE UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION keep_state_before()
CREATE TRIGGER assignment_state_before_of_new BEFORE INSERT ON public.assignment FOR EACH ROW WHEN ((new.state_before IS NOT NULL)) EXECUTE FUNCTION keep_state_before()
CREATE TRIGGER journal_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_journal()
CREATE TRIGGER journal_without_gap AFTER INSERT ON public.journal REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap_in_journal()
CREATE TRIGGER offer_state_before BEFORE UPDATE ON public.offer FOR EACH ROW EXECUTE FUNCTION keep_state_before()
CREATE TRIGGER offer_state_before_of_new BEFORE INSERT ON public.offer FOR EACH ROW WHEN ((new.state_before IS NOT NULL)) EXECUTE FUNCTION keep_state_before()
CREATE TRIGGER request_state_before BEFORE UPDATE ON public.request FOR EACH ROW EXECUTE FUNCTION keep_state_before()
CREATE TRIGGER request_state_before_of_new BEFORE INSERT ON public.request FOR EACH ROW WHEN ((new.state_before IS NOT NULL)) EXECUTE FUNCTION keep_state_before()
CREATE OR REPLACE FUNCTION public.enter_journal(writer_epoch bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM FROM lease WHERE epoch = writer_epoch FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'epoch % is over, the present one is %', writer_epoch, (SELECT epoch FROM lease) USING ERRCODE = 'TB001';
    END IF;
END
$function$

CREATE OR REPLACE FUNCTION public.keep_state_before()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$

CREATE OR REPLACE FUNCTION public.refuse_change_of_journal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION 'the journal only grows: % is refused', TG_OP USING ERRCODE = 'TB003';
END
$function$

CREATE OR REPLACE FUNCTION public.refuse_gap_in_journal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$

