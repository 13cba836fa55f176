import Dispatching
import Interpreting
import Postgres
import Testing
import Wire

@testable import Sessions
@testable import Storage

/// One line must never cost others theirs: whatever a parameter holds, it is refused before it is stored, or both journals keep it.
@Suite(.serialized) struct EveryParameterTests {
    /// Every odd line with its fate in a world that nothing has changed yet. Other tests have their turns in between.
    private static let decided = Task { () throws -> (world: FullWorld, lines: [(line: OddLine, fate: OddLine.Fate)]) in
        let world = try FullWorld()
        var lines: [(line: OddLine, fate: OddLine.Fate)] = []
        for odd in try OddLine.all() {
            var engine = world.engine
            lines.append((odd, odd.decide(by: &engine, as: world.caller(odd.role, of: odd.line), at: world.now, key: "key")))
            await Task.yield()
        }
        return (world, lines)
    }

    @Test func `every form of every command has a line that is carried out, so that odd values meet the tables`() throws {
        let world = try FullWorld()
        let bases = try BaseLines.all()
        for command in CommandTable.all {
            for form in command.forms {
                let lines = bases.filter { BaseLines.isWritten($0.line, in: form, of: command) }
                #expect(!lines.isEmpty, "\(form.usage(of: command.name)) has no line in BaseLines")
                for base in lines {
                    var engine = world.engine
                    let odd = OddLine(role: base.role, command: command, line: base.line, what: "as it is")
                    let fate = odd.decide(by: &engine, as: world.caller(base.role, of: base.line), at: world.now, key: "key")
                    switch fate {
                    case .answered: continue
                    case .decided(let outcome): #expect(outcome.reply?.isDone == true, "\(base.line): \(outcome)")
                    case .refused(let status): Issue.record("\(base.line) is refused: \(status)")
                    }
                }
            }
        }
    }

    @Test func `what is not kept is refused for good`() async throws {
        for (line, fate) in try await Self.decided.value.lines {
            switch fate {
            case .refused(let status): #expect(status.class == .refused, "\(line): \(status)")
            case .decided(let outcome):
                guard case .refused(let refusal)? = outcome.reply?.result else { continue }
                #expect(refusal.reason.status.class == .refused, "\(line): \(refusal)")
            case .answered: continue
            }
        }
    }

    @Test func `the longest and oddest value of every parameter is refused, or kept by both journals`() async throws {
        let (world, lines) = try await Self.decided.value
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(world.batch).isSuccess)
            let end = try await store.load().lastHash
            try await withConnection(store) { connection in
                var poisons: [String] = []
                for case (let line, .decided(let outcome)) in lines {
                    let batch = Batch(epoch: 1, events: outcome.events, ledger: outcome.ledger.map { [$0] } ?? [])
                    if let problem = await Self.memory(world, batch) { poisons.append("\(line): memory: \(problem)") }
                    do {
                        let body = try JournalStatements.transaction(batch, after: end)
                        let checks = [Statement("SET CONSTRAINTS ALL IMMEDIATE"), Statement("ROLLBACK")]
                        _ = try await connection.pipeline([Statement("BEGIN")] + body + checks)
                    } catch {
                        poisons.append("\(line): \(error)")
                    }
                }
                #expect(poisons.isEmpty, "\(poisons.count) of \(lines.count):\n\(poisons.joined(separator: "\n"))")
            }
        }
    }

    /// What a journal in memory that holds the world says to `batch`; nil when it keeps it.
    private static func memory(_ world: FullWorld, _ batch: Batch) async -> String? {
        let journal = MemoryJournal(epoch: 1)
        let under = JournalUnderTest(journal: journal, takeOver: { 0 }, recover: { journal.recover() })
        guard await under.append(world.batch).isSuccess else { return "the world is refused" }
        if case .failure(let failure) = await under.append(batch) { return "\(failure)" }
        return nil
    }

    /// Every third line, each in the world that the ones before it left.
    @Test func `one after another they are committed, and both journals give back the same`() async throws {
        let (world, lines) = try await Self.decided.value
        let memory = MemoryJournal(epoch: 1)
        let inMemory = JournalUnderTest(journal: memory, takeOver: { 0 }, recover: { memory.recover() })
        try await withPostgresJournal { store, journal in
            var engine = world.engine
            var batch = world.batch
            var number = 0
            for case (let line, .decided) in lines {
                number += 1
                guard number % 3 == 0 else { continue }
                await Task.yield()
                let fate = line.decide(by: &engine, as: world.caller(line.role, of: line.line), at: world.now, key: "key-\(number)")
                guard case .decided(let outcome) = fate else { continue }
                batch.events += outcome.events
                batch.ledger += outcome.ledger.map { [$0] } ?? []
                guard batch.events.count > 64 else { continue }
                #expect(await journal.append(batch).isSuccess, "up to \(line)")
                #expect(await inMemory.append(batch).isSuccess, "up to \(line)")
                batch = Batch(epoch: 1, events: [], ledger: [])
            }
            #expect(await journal.append(batch).isSuccess)
            #expect(await inMemory.append(batch).isSuccess)
            let kept = try await store.load().state
            #expect(try StateDigest.of(kept) == StateDigest.of(engine.state))
            #expect(try StateDigest.of(memory.recover()) == StateDigest.of(engine.state))
            let replayed = try await store.replayJournal()
            #expect(try StateDigest.of(replayed) == StateDigest.of(engine.state))
        }
    }
}
