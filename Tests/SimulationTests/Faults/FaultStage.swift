import Foundation
import Interpreting
import RuleFiles
import Testing

@testable import Simulation

/// The stage for all tests of faults, set once.
enum FaultStage {
    static let stage: Result<Stage, any Error> = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return try Stage(rules: RuleLoader(directory: "\(root)/rules").load())
    }

    static func run(_ seed: UInt64, _ mix: FaultMix, steps: Int = 700, bug: DeliberateBug? = nil) throws -> FaultRun {
        FaultRun(seed: seed, mix: mix, stage: try stage.get(), steps: steps, bug: bug)
    }
}

extension Stage {
    /// An hour after it begins, as it is shown.
    var anHourIn: String { rules.calendar.zone.text(start + .hours(1)) }
}
