import Dispatching
import Interpreting
import Postgres

/// What the events of one batch change in the tables.
struct TableWrites {
    private var organisations = Versions<Organisation>()
    private var establishments = Versions<Establishment>()
    private var agreements = Versions<Agreement>()
    private var principals = Versions<Principal>()
    private var credentials = Versions<Credential>()
    private var interpreters = Versions<Interpreter>()
    private var availabilities = Versions<Availability>()
    private var absences = Versions<Availability>()
    private var requests = Versions<Request>()
    private var offers = Versions<Offer>()
    private var assignments = Versions<Assignment>()

    init(_ events: [Event]) {
        for event in events {
            for change in event.changes { add(change) }
        }
    }

    private mutating func add(_ change: Change) {
        switch change {
        case .organisation(let row): organisations.add(row, id: row.id)
        case .establishment(let row): establishments.add(row, id: row.id)
        case .agreement(let row): agreements.add(row, id: row.id)
        case .principal(let row): principals.add(row, id: row.id)
        case .credential(let row): credentials.add(row, id: row.id)
        case .interpreter(let row): interpreters.add(row, id: row.id)
        case .availability(let row) where row.kind == .absent: absences.add(row, id: row.id)
        case .availability(let row): availabilities.add(row, id: row.id)
        case .request(let row): requests.add(row, id: row.id) { $0.state != $1.state }
        case .offer(let row): offers.add(row, id: row.id) { $0.state != $1.state }
        case .assignment(let row): assignments.add(row, id: row.id) { $0.state != $1.state }
        }
    }

    /// In the order in which rows refer to each other.
    var statements: [Statement] {
        var statements = organisations.rounds.map { OrganisationTable.mapping.write($0) }
        statements += establishments.rounds.map { EstablishmentTable.mapping.write($0) }
        statements += agreements.rounds.map { AgreementTable.mapping.write($0) }
        statements += interpreters.rounds.map { InterpreterTable.mapping.write($0) }
        statements += interpreters.rounds.flatMap { CompetenceTable.write($0) }
        statements += principals.rounds.map { PrincipalTable.mapping.write($0) }
        statements += credentials.rounds.map { CredentialTable.mapping.write($0) }
        statements += availabilities.rounds.map { AvailabilityTable.available.write($0) }
        statements += absences.rounds.map { AvailabilityTable.absent.write($0) }
        statements += requests.rounds.map { RequestTable.mapping.write($0) }
        statements += offers.rounds.map { OfferTable.mapping.write($0) }
        statements += assignments.rounds.map { AssignmentTable.mapping.write($0) }
        return statements
    }
}
