import Interpreting

/// What a client has heard of, in the order in which it did.
struct Knowledge {
    private(set) var requests: [String] = []
    private(set) var offers: [String] = []
    private(set) var assignments: [String] = []
    private(set) var entries: [String] = []
    private var versions: [String: String] = [:]

    mutating func hear(_ words: Words) {
        guard let subject = words.subject, let letter = subject.first, Int(subject.dropFirst()) != nil else { return }
        switch letter {
        case "R": add(subject, to: &requests)
        case "O": add(subject, to: &offers)
        case "A": add(subject, to: &assignments)
        case "V": add(subject, to: &entries)
        default: return
        }
        if let version = words["v"] { versions[subject] = version }
    }

    func version(of subject: String) -> String? { versions[subject] }

    private func add(_ subject: String, to list: inout [String]) {
        if let place = list.lastIndex(of: subject) { list.remove(at: place) }
        list.append(subject)
        if list.count > 40 { list.removeFirst() }
    }
}
