import Interpreting
import Postgres

/// The languages of interpreters, one row each, in the order of strength.
enum CompetenceTable {
    /// A language with its place in the list of its interpreter.
    struct Entry: Sendable {
        let interpreter: InterpreterID
        let place: Int
        let competence: Competence
    }

    private static let columns: [Column<Entry>] = [
        .id("interpreter_id") { $0.interpreter },
        .int("place") { $0.place },
        .text("language") { $0.competence.language.text },
        .code("level") { $0.competence.level },
        .texts("dialects") { $0.competence.dialects },
    ]

    static let select = "SELECT interpreter_id, place, language, level, dialects FROM competence ORDER BY interpreter_id, place"

    static func read(_ row: Postgres.Row) throws(PostgresError) -> Entry {
        Entry(
            interpreter: try row.id("interpreter_id"), place: try row.int("place"),
            competence: Competence(
                language: LanguageTag(try row.string("language")), level: try row.code("level"),
                dialects: try row.textArray("dialects")))
    }

    /// Makes the rows of `interpreters` what they say. Rows that are so already are not touched: going on duty changes an
    /// interpreter several times a day, the languages hardly ever.
    static func write(_ interpreters: [Interpreter]) -> [Statement] {
        let entries = interpreters.flatMap { interpreter in
            interpreter.competences.enumerated().map {
                Entry(interpreter: interpreter.id, place: $0.offset, competence: $0.element)
            }
        }
        let ids = ArrayText.of(interpreters.map { String($0.id.number) })
        let counts = ArrayText.of(interpreters.map { String($0.competences.count) })
        return [
            Statement(shorten, [.text(ids), .text(counts)]),
            Statement(merge, TableMapping.parameters(columns, entries)),
        ]
    }

    private static let shorten = """
        DELETE FROM competence AS old USING unnest($1::bigint[], $2::int[]) AS new(interpreter_id, length) \
        WHERE old.interpreter_id = new.interpreter_id AND old.place >= new.length
        """

    private static let merge = """
        MERGE INTO competence AS old USING \(TableMapping.source(columns)) \
        ON old.interpreter_id = new.interpreter_id AND old.place = new.place \
        WHEN MATCHED AND (old.language, old.level, old.dialects) IS DISTINCT FROM (new.language, new.level, new.dialects) \
        THEN UPDATE SET language = new.language, level = new.level, dialects = new.dialects \
        WHEN NOT MATCHED THEN INSERT (interpreter_id, place, language, level, dialects) \
        VALUES (new.interpreter_id, new.place, new.language, new.level, new.dialects)
        """
}
