import Foundation
import Interpreting
import RuleFiles
import Testing

@testable import Simulation

/// The stage for all tests of faults, set once.
enum FaultStage {
    static let stage = stage(for: .calm)
    private static let night = FaultMix.named("night").map(stage(for:))

    private static func stage(for mix: FaultMix) -> Result<Stage, any Error> {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return Result { try Stage(rules: RuleLoader(directory: "\(root)/rules").load(), for: mix) }
    }

    static func run(_ seed: UInt64, _ mix: FaultMix, steps: Int = 700, bug: DeliberateBug? = nil) throws -> FaultRun {
        FaultRun(seed: seed, mix: mix, stage: try (mix.start == FaultMix.calm.start ? stage : night ?? stage).get(), steps: steps, bug: bug)
    }
}

extension Stage {
    /// An hour after it begins, as it is shown.
    var anHourIn: String { rules.calendar.zone.text(start + .hours(1)) }
}
