import Foundation

/// What `/health` says, as JSON on one line.
struct Health: Sendable {
    /// What the process does with the lease.
    let part: String
    /// `ok`, `failing` or `down`.
    let store: String
    /// Why the store fails, when it is known.
    let reason: String?
    let epoch: Int64
    let head: Int64

    /// With the fields always in the same order: people look at it too.
    var json: String {
        let reason = reason.map { #","reason":\#(Health.quoted($0))"# } ?? ""
        return #"{"part":"\#(part)","store":"\#(store)"\#(reason),"epoch":\#(epoch),"head":\#(head)}"#
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
