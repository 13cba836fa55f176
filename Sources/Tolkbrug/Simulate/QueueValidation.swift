import ArgumentParser
import Foundation
import Simulation

/// Plays a bare queue and shows its figures beside the closed form.
struct QueueValidation {
    let block: QueueBlock
    let seed: UInt64?
    let replications: Int?
    let json: String?
    let quiet: Bool

    func run() throws {
        var study = block.study
        if let seed { study.seed = seed }
        if let replications { study.replications = replications }
        let interruption = Interruption()
        let rows: [QueueStudyRow]
        do {
            rows = try study.run { done in
                if !quiet { try? FileHandle.standardError.write(contentsOf: Data("\(done) of \(study.loads.count) pairs\n".utf8)) }
                return !interruption.hasCome
            }
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("\(block.name): \(error)\n".utf8))
            throw ExitCode(2)
        }
        say(QueueStudyRow.table(rows))
        if let json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try OutputFile.write(String(decoding: try encoder.encode(rows), as: UTF8.self) + "\n", to: json)
        }
    }
}
