import Dispatching
import Logging
import Postgres
import Storage
import Synchronization

/// Looks whether the journal is the one that this process knows, each time that the database is another server: one that a standby that
/// lagged became, or a backup, lacks what was answered, and whoever remembers it must say nothing more.
final class JournalWatch: Sendable {
    /// Until the database can be asked.
    private static let pause = Duration.milliseconds(200)

    private let journal: PostgresJournal
    private let readers: Readers
    private let term: LeaseWatch
    private let log: Logger
    private let leave: @Sendable (String) -> Void
    private let beginning = Mutex<KnownJournal?>(nil)

    /// - Parameter leave: called with the reason when the journal is another.
    init(
        journal: PostgresJournal, readers: Readers, term: LeaseWatch, log: Logger, leave: @escaping @Sendable (String) -> Void
    ) {
        self.journal = journal
        self.readers = readers
        self.term = term
        self.log = log
        self.leave = leave
    }

    /// This process decides from here on, behind what the journal holds now.
    func begin(_ known: KnownJournal) { beginning.withLock { $0 = known } }

    /// The lease was found at another server: all other connections are made anew, the journal's at once.
    func moved() {
        journal.reconnect()
        Task { await readers.abort() }
        guard let known = beginning.withLock({ $0 }) else { return }
        Task { await look(known) }
    }

    private func look(_ known: KnownJournal) async {
        while !term.isOver {
            do throws(JournalFailure) {
                return try await journal.look(for: known)
            } catch {
                if case .fenced(let reason) = error {
                    log.critical("the journal went back; this server decides no more", metadata: ["reason": "\(reason)"])
                    // Nothing leaves from here on but farewells.
                    term.finish()
                    return leave(reason)
                }
            }
            try? await Task.sleep(for: Self.pause)
        }
    }
}
