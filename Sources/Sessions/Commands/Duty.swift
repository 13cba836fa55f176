import Dispatching
import Interpreting

extension CommandTable {
    static let onDuty = CommandDefinition.change(
        "ONDUTY", .roles([.interpreter]), "be ready for work on demand, now",
        [
            Form([.optional(DutyArguments.modalities), .optional(DutyArguments.until)]) { arguments throws(Complaint) in
                .command(.onDuty(
                    modalities: try arguments.optional(DutyArguments.modalities) ?? [],
                    until: try arguments.optional(DutyArguments.until)))
            }
        ])

    static let offDuty = CommandDefinition.change(
        "OFFDUTY", .roles([.interpreter]), "be no longer ready for work on demand",
        [Form([]) { _ throws(Complaint) in .command(.offDuty) }])
}

private enum DutyArguments {
    static let modalities = Argument<[Modality]>.named("modalities", .choices(), "for which; all of yours done remotely when left out")
    static let until = Argument<String>.named("until", .time, "when duty ends by itself; the rule book's longest when left out")
}
