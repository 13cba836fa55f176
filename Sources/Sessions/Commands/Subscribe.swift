import Dispatching
import Interpreting

extension CommandTable {
    static let subscribe = CommandDefinition.question(
        "SUBSCRIBE", .everyRole, "be told events as they happen, after those that you missed",
        [
            Form([
                .required(SubscribeArguments.name), .optional(SubscribeArguments.topics), .optional(SubscribeArguments.since),
                .optional(SubscribeArguments.epoch),
            ]) { arguments throws(Complaint) in
                let topics = try arguments.optional(SubscribeArguments.topics) ?? []
                return .session(
                    .subscribe(
                        name: try arguments.required(SubscribeArguments.name),
                        topics: topics.isEmpty ? Topic.allCases : Topic.allCases.filter(topics.contains),
                        since: try arguments.optional(SubscribeArguments.since),
                        epoch: try arguments.optional(SubscribeArguments.epoch)))
            }
        ])

    static let unsubscribe = CommandDefinition.question(
        "UNSUBSCRIBE", .everyRole, "be told no more events",
        [
            Form([.optional(SubscribeArguments.name)]) { arguments throws(Complaint) in
                .session(.unsubscribe(try arguments.optional(SubscribeArguments.name)))
            }
        ])

    static let acknowledge = CommandDefinition.question(
        "ACK", .everyRole, "say up to which event you have handled them; from then on unhandled ones count as unread",
        [
            Form([.required(SubscribeArguments.seq)]) { arguments throws(Complaint) in
                .session(.acknowledge(try arguments.required(SubscribeArguments.seq)))
            }
        ])
}

private enum SubscribeArguments {
    static let name = Argument<String>.positional(
        "name", .text("NAME", "a name of at most 32 characters", example: "desk", limit: 32), "your name for the subscription")
    static let topics = Argument<[Topic]>.named("topics", .choices(), "the kinds of events; all when left out")
    static let since = Argument<Int64>.named(
        "since", .count("SEQ", "the number of an event", example: 1040),
        "the last event that you have handled; left out, only what happens from now on")
    static let epoch = Argument<Int64>.named(
        "epoch", .count("EPOCH", "an epoch", example: 7), "the epoch in which you saw it, as the greeting gave it")
    static let seq = Argument<Int64>.positional(
        "seq", .count("SEQ", "the number of an event", example: 1041), "the last event that you have handled")
}
