import ArgumentParser

/// Options that were given and that what is to be played does not read: to pass over one would answer another question.
struct UnreadOptions {
    /// In the order of the help, each with whether it was given.
    let options: [(name: String, isGiven: Bool)]

    /// - Parameters:
    ///   - what: what does not read them, up to the pronoun: `--faults all does not read`.
    ///   - read: the names of those that it reads.
    func refuse(_ what: String, but read: Set<String>) throws {
        let unread = options.filter { $0.isGiven && !read.contains($0.name) }.map(\.name)
        guard let last = unread.last else { return }
        let list = unread.count == 1 ? last : unread.dropLast().joined(separator: ", ") + " and " + last
        let pronoun = unread.count == 1 ? "it" : "them"
        let known = options.map(\.name).filter(read.contains).joined(separator: ", ")
        throw ValidationError("\(list): \(what) \(pronoun); leave \(pronoun) out, there are \(known)")
    }
}
