import Interpreting

/// The tables that events and answers are written to. Each is described in an extension below.
public enum Schema {
    /// Says which column cannot hold a value of the batch, if there is one.
    public static func misfit(in batch: Batch) -> Rejection? {
        for event in batch.events {
            if let misfit = journal.misfit(of: event) { return misfit }
            for change in event.changes {
                if let misfit = misfit(of: change) { return misfit }
            }
        }
        return batch.ledger.lazy.compactMap { idempotency.misfit(of: $0) }.first
    }

    private static func misfit(of change: Change) -> Rejection? {
        switch change {
        case .organisation(let row): organisation.misfit(of: row)
        case .establishment(let row): establishment.misfit(of: row)
        case .agreement(let row): agreement.misfit(of: row)
        case .principal(let row): principal.misfit(of: row)
        case .credential(let row): credential.misfit(of: row)
        case .interpreter(let row):
            interpreter.misfit(of: row) ?? CompetenceRow.all(of: row).lazy.compactMap { competence.misfit(of: $0) }.first
        case .availability(let row): calendar(row.kind).misfit(of: row)
        case .request(let row): request.misfit(of: row)
        case .offer(let row): offer.misfit(of: row)
        case .assignment(let row): assignment.misfit(of: row)
        }
    }

    private static func calendar(_ kind: Availability.Kind) -> TableSchema<Availability> { kind == .absent ? absence : availability }

    /// Why the database would refuse one of the rows that the change becomes, as far as they and those that they name decide.
    public static func rejection(of change: Change, _ exists: (TableName, RowKey) -> Bool) -> Rejection? {
        switch change {
        case .organisation(let row): organisation.rejection(of: row, exists)
        case .establishment(let row): establishment.rejection(of: row, exists)
        case .agreement(let row): agreement.rejection(of: row, exists)
        case .principal(let row): principal.rejection(of: row, exists)
        case .credential(let row): credential.rejection(of: row, exists)
        case .interpreter(let row): interpreter.rejection(of: row, exists) ?? rejection(of: CompetenceRow.all(of: row), exists)
        case .availability(let row): calendar(row.kind).rejection(of: row, exists)
        case .request(let row): request.rejection(of: row, exists)
        case .offer(let row): offer.rejection(of: row, exists)
        case .assignment(let row): assignment.rejection(of: row, exists)
        }
    }

    private static func rejection(of rows: [CompetenceRow], _ exists: (TableName, RowKey) -> Bool) -> Rejection? {
        for (place, row) in rows.enumerated() {
            if let rejection = competence.rejection(of: row, exists) { return rejection }
            if rows[..<place].contains(where: { $0.competence.language == row.competence.language }) { return languageTwice }
        }
        return nil
    }

    private static let languageTwice = competence.rejection(oneLanguage.name, "an interpreter has the same language twice")
}

extension Change {
    /// The row's table and number.
    var row: (table: TableName, number: Int64) {
        switch self {
        case .organisation(let row): (.organisation, row.id.number)
        case .establishment(let row): (.establishment, row.id.number)
        case .agreement(let row): (.agreement, row.id.number)
        case .principal(let row): (.principal, row.id.number)
        case .credential(let row): (.credential, row.id.number)
        case .interpreter(let row): (.interpreter, row.id.number)
        case .availability(let row): (row.kind == .absent ? .absence : .availability, row.id.number)
        case .request(let row): (.request, row.id.number)
        case .offer(let row): (.offer, row.id.number)
        case .assignment(let row): (.assignment, row.id.number)
        }
    }
}
