/// Keeps what people wrote out of the log of PostgreSQL's server: a refused row stands there whole, in a line `DETAIL`, unless that is
/// switched off; so do the parameters of statements that somebody has logged.
public enum LogDiscretion {
    /// For the beginning of each session. Only a role that may change the settings can: who may not keeps those it has, which
    /// ``exposures(on:)`` names.
    static let script = """
        DO $$
        DECLARE
            wanted text[] := ARRAY['log_error_verbosity=terse', 'log_parameter_max_length=0', 'log_parameter_max_length_on_error=0'];
            setting text;
        BEGIN
            -- Logs in CSV and JSON have DETAIL whatever the verbosity; there, errors of a session can only be left out.
            IF current_setting('log_destination') ~ 'csvlog|jsonlog' THEN wanted := wanted || 'log_min_messages=fatal'::text; END IF;
            FOREACH setting IN ARRAY wanted LOOP
                BEGIN
                    PERFORM set_config(split_part(setting, '=', 1), split_part(setting, '=', 2), false);
                EXCEPTION WHEN insufficient_privilege OR undefined_object THEN NULL;
                END;
            END LOOP;
        END $$
        """

    /// What would bring values of rows into the server's log, as it is set for this session: one sentence each, with what to do.
    public static func exposures(on connection: Connection) async throws(PostgresError) -> [String] {
        let row = try await connection.query("""
            SELECT current_setting('log_error_verbosity') AS verbosity,
                current_setting('log_destination') ~ 'csvlog|jsonlog' AS structured,
                current_setting('log_min_messages') IN ('fatal', 'panic') AS quiet,
                current_setting('log_statement') <> 'none' OR current_setting('log_min_duration_statement') <> '-1'
                    OR current_setting('log_min_duration_sample') <> '-1'
                    OR current_setting('log_transaction_sample_rate') <> '0' AS statements,
                current_setting('log_parameter_max_length') AS parameters,
                current_setting('log_parameter_max_length_on_error') AS on_error, quote_ident(session_user) AS role
            """).only()
        let advice = "as a superuser: ALTER ROLE \(try row.string("role")) SET"
        let isQuiet = try row.bool("quiet")
        let isStructured = try row.bool("structured")
        let verbosity = try row.string("verbosity")
        let isTerse = verbosity == "terse"
        var found: [String] = []
        if !isQuiet, !isTerse {
            found.append(
                "PostgreSQL's log gets refused rows with log_error_verbosity=\(verbosity); \(advice) log_error_verbosity = terse")
        }
        if !isQuiet, isStructured {
            found.append("PostgreSQL's log in CSV or JSON has refused rows whatever the verbosity; \(advice) log_min_messages = fatal")
        }
        if try row.bool("statements"), try row.string("parameters") != "0", !isTerse || isStructured {
            found.append("PostgreSQL logs statements with their parameters; \(advice) log_parameter_max_length = 0")
        }
        if !isQuiet, try row.string("on_error") != "0" {
            found.append("PostgreSQL logs the parameters of refused statements; \(advice) log_parameter_max_length_on_error = 0")
        }
        return found
    }
}
