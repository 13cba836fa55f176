import Dispatching
import Interpreting

extension CommandTable {
    static let onDuty = CommandDefinition.change(
        "ONDUTY", .roles([.interpreter, .gateway]), "be ready for work on demand, now",
        [
            Form([
                .optional(DutyArguments.modalities), .optional(DutyArguments.until), .optional(DutyArguments.interpreter),
            ]) { arguments throws(Complaint) in
                .command(.onDuty(
                    modalities: try arguments.optional(DutyArguments.modalities) ?? [],
                    until: try arguments.optional(DutyArguments.until),
                    for: try arguments.optional(DutyArguments.interpreter)))
            }
        ])

    static let offDuty = CommandDefinition.change(
        "OFFDUTY", .roles([.interpreter, .gateway]), "be no longer ready for work on demand",
        [
            Form([.optional(DutyArguments.interpreter)]) { arguments throws(Complaint) in
                .command(.offDuty(for: try arguments.optional(DutyArguments.interpreter)))
            }
        ])
}

private enum DutyArguments {
    static let interpreter = Argument<InterpreterID>.named(
        "interpreter", .identifier("INTERPRETER", "an interpreter"), "a gateway says for whom")
    static let modalities = Argument<[Modality]>.named("modalities", .choices(), "for which; all of yours done remotely when left out")
    static let until = Argument<String>.named("until", .time, "when duty ends by itself; the rule book's longest when left out")
}
