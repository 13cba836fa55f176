import Postgres

/// The schema as the catalogue tells it, a line for each thing, in an order that does not depend on how it came about.
enum SchemaDump {
    static func text(_ connection: Connection) async throws -> String {
        var lines: [String] = []
        for query in queries {
            for row in try await connection.query(query) { lines.append(try row.string(0)) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let queries = [
        """
        SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1
        """,
        """
        SELECT 'table ' || c.relname || ' ' || coalesce(array_to_string(c.reloptions, ','), '') || E'\n'
            || string_agg('    ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), ''), E'\n' ORDER BY a.attnum)
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        GROUP BY c.oid, c.relname, c.reloptions ORDER BY c.relname
        """,
        """
        SELECT 'constraint ' || conrelid::regclass || ' ' || conname || E'\n    ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 't'
        ORDER BY conrelid::regclass::text, conname
        """,
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef",
        """
        SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text, tgname
        """,
        """
        SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = prolang
        WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql' ORDER BY proname
        """,
    ]
}
