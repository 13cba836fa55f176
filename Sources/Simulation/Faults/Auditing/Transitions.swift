/// The auditor's own table of what may follow what.
enum Transitions {
    private static let requests: [String: Set<String>] = [
        "": ["open"], "open": ["offered", "assigned", "cancelled", "unfilled"],
        "offered": ["open", "assigned", "cancelled", "unfilled"], "assigned": ["open", "started", "cancelled", "no-show"],
        "started": ["completed"],
    ]
    private static let offers: [String: Set<String>] = ["": ["made"], "made": ["accepted", "declined", "expired", "withdrawn"]]
    private static let assignments: [String: Set<String>] = [
        "": ["confirmed"], "confirmed": ["started", "released", "cancelled", "no-show"], "started": ["completed"],
    ]

    /// - Parameters:
    ///   - letter: of the identifier.
    ///   - old: nil when the thing is new.
    static func allow(_ letter: Character, from old: String?, to new: String) -> Bool {
        if old == new { return true }
        let table = letter == "R" ? requests : letter == "O" ? offers : assignments
        return table[old ?? ""]?.contains(new) ?? false
    }

    static let finalRequests: Set<String> = ["completed", "cancelled", "unfilled", "no-show"]
    static let live: Set<String> = ["confirmed", "started"]
}
