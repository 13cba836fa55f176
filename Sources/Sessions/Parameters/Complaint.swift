import Interpreting
import Wire

/// Why a command cannot be understood. The answer is `BAD`, and nothing was changed.
struct Complaint: Error, Hashable, Sendable {
    /// A status of subject 1, syntax.
    let status: Status
    /// What was given, what is expected, an example.
    let text: String

    init(_ status: Status, _ text: String) {
        self.status = status
        self.text = text
    }
}

/// Why a value is not of its kind; the parameter's name and the expectation are added to it.
struct Misreading: Error, Hashable, Sendable {
    let status: Status
    /// What is wrong with it, when that is more than being of another kind.
    let problem: String?
    /// What was probably meant.
    let suggestion: String?

    init(_ problem: String? = nil, suggestion: String? = nil, status: Status = .badValue) {
        self.status = status
        self.problem = problem
        self.suggestion = suggestion
    }
}

extension Value {
    /// What an error text repeats of a client's own words: at most 40 characters of them.
    var excerpt: String {
        switch self {
        case .atom(let text), .quoted(let text): text.excerpt(40)
        case .literal(let octets): text?.excerpt(40) ?? "{\(octets.count)}"
        case .list(let items): "(\(items.prefix(40).map(\.excerpt).joined(separator: " ")))".excerpt(40)
        }
    }
}
