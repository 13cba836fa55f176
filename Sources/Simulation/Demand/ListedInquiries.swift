/// Inquiries that are written down: the same in every replication.
struct ListedInquiries: InquirySource {
    /// By day, in order of time.
    private let byDay: [Int: [Inquiry]]

    /// - Parameter day: of each inquiry, 0 for the scenario's first.
    init(_ inquiries: [Inquiry], day: (Inquiry) -> Int) {
        let ordered = inquiries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        byDay = Dictionary(grouping: ordered, by: day)
    }

    func inquiries(onDay day: Int, seed: UInt64) -> [Inquiry] { byDay[day] ?? [] }
}
