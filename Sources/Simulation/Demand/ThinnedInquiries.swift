/// A part of what another source asks: for logs, which cannot be scaled otherwise.
struct ThinnedInquiries: InquirySource {
    let whole: any InquirySource
    /// Of the inquiries, between 0 and 1.
    let share: Double

    func inquiries(onDay day: Int, seed: UInt64) -> [Inquiry] {
        var stream = RandomStream(seed: seed, "thin", day)
        return whole.inquiries(onDay: day, seed: seed).filter { _ in stream.chance(share) }
    }
}
