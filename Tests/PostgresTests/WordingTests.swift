import Testing

@testable import Postgres

/// What a person reads of an error.
@Suite struct WordingTests {
    @Test(arguments: [
        (PostgresError.Kind.rejected, "PostgreSQL: no"), (.cannotConnect, "cannot connect to PostgreSQL: no"),
        (.connectionLost(commitSent: false), "the connection with PostgreSQL broke: no"),
        (.connectionLost(commitSent: true), "the connection with PostgreSQL broke after COMMIT was sent: no"),
        (.commitDoubtful, "PostgreSQL committed with a warning: no"), (.usage, "PostgreSQL: no"), (.unreadable, "PostgreSQL: no"),
    ])
    func `an error says what happened in words, not by the name of its kind`(kind: PostgresError.Kind, text: String) {
        #expect(PostgresError(kind: kind, message: "no").description == text)
    }
}
