extension Int {
    /// So many of something, as a sentence counts them: `1 request`, `3 requests`.
    /// - Parameter plural: when it is not the noun with an `s`.
    public func counted(_ noun: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
    }
}
