/// The number under which a server decides, which fences those before it. It grows with every take-over.
///
/// Its upper half counts the timelines of the database: a standby that was promoted or a backup that was restored begins a new one, and
/// what was told on the timeline before may be missing there.
public enum Epoch {
    /// Bits of the count of take-overs within one timeline.
    public static let timelineShift = 32

    /// PostgreSQL's number of the timeline on which an epoch began, from 1.
    public static func timeline(of epoch: Int64) -> Int64 { (epoch >> Int64(timelineShift)) + 1 }
}
