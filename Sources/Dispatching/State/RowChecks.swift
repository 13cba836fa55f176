import Interpreting

/// Whether the tables would take every row as it is.
extension State {
    /// Rows that their table refuses, in words.
    func refusedRows() -> [String] {
        var found: [String] = []
        // Made once: it holds a copy of all this.
        let has = self.has
        for row in organisations.all() { note(row.id, .organisation(row), has, &found) }
        for row in establishments.all() { note(row.id, .establishment(row), has, &found) }
        for row in agreements.all() { note(row.id, .agreement(row), has, &found) }
        for row in principals.all() { note(row.id, .principal(row), has, &found) }
        for row in credentials.all() {
            note(row.id, .credential(row), has, &found)
            if index.credentials[row.digest] != row.id { found.append("\(row.id) has the digest of another credential") }
        }
        for row in interpreters.all() { note(row.id, .interpreter(row), has, &found) }
        for row in availabilities.all() { note(row.id, .availability(row), has, &found) }
        for row in requests.all() { note(row.id, .request(row), has, &found) }
        for row in offers.all() { note(row.id, .offer(row), has, &found) }
        for row in assignments.all() { note(row.id, .assignment(row), has, &found) }
        return found
    }

    private func note<Thing>(_ id: Identifier<Thing>, _ row: Change, _ has: (TableName, RowKey) -> Bool, _ found: inout [String]) {
        if let rejection = Schema.rejection(of: row, has) { found.append("\(id): \(rejection.text)") }
    }

    /// Agencies are the rule book's; any is taken here.
    private func has(_ table: TableName, _ key: RowKey) -> Bool {
        guard case .number(let number) = key else { return true }
        return switch table {
        case .organisation: organisations.contains(Identifier(number))
        case .establishment: establishments.contains(Identifier(number))
        case .interpreter: interpreters.contains(Identifier(number))
        case .principal: principals.contains(Identifier(number))
        case .request: requests.contains(Identifier(number))
        case .offer: offers.contains(Identifier(number))
        case .assignment: assignments.contains(Identifier(number))
        // Nothing refers to the others.
        case .agency, .agreement, .competence, .credential, .availability, .absence, .journal, .idempotency: false
        }
    }
}
