import Dispatching
import Interpreting
import Postgres

/// The languages of interpreters, one row each, in the order of strength.
enum CompetenceTable {
    static let select = "SELECT interpreter_id, place, language, level, dialects FROM competence ORDER BY interpreter_id, place"

    static func read(_ row: Postgres.Row) throws(PostgresError) -> CompetenceRow {
        CompetenceRow(
            interpreter: try row.id("interpreter_id"), place: try row.int("place"),
            competence: Competence(
                language: LanguageTag(try row.string("language")), level: try row.code("level"),
                dialects: try row.textArray("dialects")))
    }

    /// Makes the rows of `interpreters` what they say. Rows that are so already are not touched: going on duty changes an
    /// interpreter several times a day, the languages hardly ever.
    static func write(_ interpreters: [Interpreter]) -> [Statement] {
        let ids = ArrayLiteral.text(interpreters.map { String($0.id.number) })
        let counts = ArrayLiteral.text(interpreters.map { String($0.competences.count) })
        return [
            Statement(shorten, [.text(ids), .text(counts)]),
            Statement(merge, TableMapping.parameters(Schema.competence.columns, interpreters.flatMap { CompetenceRow.all(of: $0) })),
        ]
    }

    private static let shorten = """
        DELETE FROM competence AS old USING unnest($1::bigint[], $2::int[]) AS new(interpreter_id, length) \
        WHERE old.interpreter_id = new.interpreter_id AND old.place >= new.length
        """

    private static let merge = """
        MERGE INTO competence AS old USING \(TableMapping.source(Schema.competence.columns)) \
        ON old.interpreter_id = new.interpreter_id AND old.place = new.place \
        WHEN MATCHED AND (old.language, old.level, old.dialects) IS DISTINCT FROM (new.language, new.level, new.dialects) \
        THEN UPDATE SET language = new.language, level = new.level, dialects = new.dialects \
        WHEN NOT MATCHED THEN INSERT (interpreter_id, place, language, level, dialects) \
        VALUES (new.interpreter_id, new.place, new.language, new.level, new.dialects)
        """
}
