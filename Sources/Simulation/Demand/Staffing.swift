import Interpreting

/// How many interpreters on duty, hour by hour, would have answered the calls of a log in time.
///
/// Two answers for each language and for all together: Erlang C from the mean rate of the hour and the mean length of a call, and,
/// since calls come in bursts that Erlang C does not know, the log itself played against that many interpreters.
public struct Staffing: Hashable, Sendable {
    /// The share of calls to be answered, and within how long.
    public let target: Double
    public let within: Span
    /// Days of the log.
    public let days: Int
    /// All calls, as if every interpreter spoke every language: the least that is possible.
    public let all: Demand
    /// By language as the log calls it, most calls first.
    public let languages: [Demand]

    public struct Demand: Hashable, Sendable {
        /// Empty for all.
        public var language: String
        public var calls: Int
        public var meanMinutes: Double
        /// 24 hours from midnight.
        public var hours: [Hour]

        /// The most of any hour.
        public var peak: Int { hours.map(\.replayed).max() ?? 0 }
    }

    /// One hour of the day over all days.
    public struct Hour: Hashable, Sendable {
        public var calls = 0
        /// Interpreters on duty, after Erlang C; 0 without calls.
        public var erlang = 0
        /// The least number with which, on duty all day, the hour's calls would have been answered in time.
        public var replayed = 0
    }

    /// No language needs more; a log that does is a log of something else.
    private static let mostTried = 500

    public init(_ log: ReplayLog, target: Double = 0.95, within: Span = .seconds(30)) {
        self.target = min(max(target, 0), 0.9999)
        self.within = within
        days = log.days
        let calls = log.calls.filter { !$0.cancelled }.map { call in
            let local = log.zone.local(call.start)
            return Call(
                language: call.languageName, start: call.start.seconds, hour: local.secondOfDay / 3600, seconds: Int64(call.minutes) * 60)
        }
        let (wanted, limit, days) = (self.target, within, log.days)
        all = Staffing.demand("", calls, days: days, target: wanted, within: limit)
        languages = Dictionary(grouping: calls, by: \.language)
            .map { Staffing.demand($0.key, $0.value, days: days, target: wanted, within: limit) }
            .sorted { ($1.calls, $0.language) < ($0.calls, $1.language) }
    }

    private struct Call {
        var language: String
        /// Seconds since the epoch; calls are in order of it.
        var start: Int64
        var hour: Int
        var seconds: Int64
    }

    private static func demand(_ language: String, _ calls: [Call], days: Int, target: Double, within: Span) -> Demand {
        var hours = [Hour](repeating: Hour(), count: 24)
        for call in calls { hours[call.hour].calls += 1 }
        let mean = calls.isEmpty ? 0 : Double(calls.reduce(0) { $0 + $1.seconds }) / Double(calls.count) / 60
        for hour in hours.indices where hours[hour].calls > 0 {
            let load = Double(hours[hour].calls) / Double(max(1, days)) * mean / 60
            hours[hour].erlang =
                ErlangFormulas.serversNeeded(load: load, toServe: target, within: Double(within.seconds) / 60, meanService: mean) ?? 0
        }
        var open = Set(hours.indices.filter { hours[$0].calls > 0 })
        for servers in 1...mostTried where !open.isEmpty {
            let inTime = answered(calls, servers: servers, within: Int64(within.seconds))
            for hour in open.sorted() where Double(inTime[hour]) >= target * Double(hours[hour].calls) {
                hours[hour].replayed = servers
                open.remove(hour)
            }
        }
        return Demand(language: language, calls: calls.count, meanMinutes: mean, hours: hours)
    }

    /// By hour, how many calls are answered in time by so many interpreters, first come first served and each call as long as it was.
    private static func answered(_ calls: [Call], servers: Int, within: Int64) -> [Int] {
        var free = [Int64](repeating: .min, count: servers)
        var inTime = [Int](repeating: 0, count: 24)
        for call in calls {
            var first = 0
            for server in free.indices where free[server] < free[first] { first = server }
            let begin = max(call.start, free[first])
            free[first] = begin + call.seconds
            if begin - call.start <= within { inTime[call.hour] += 1 }
        }
        return inTime
    }

    /// What the report says of it: one line for all, and one for each of the `most` most frequent languages.
    public func lines(most: Int = 10) -> [String] {
        let share = "\(Int((target * 100).rounded())) % within \(within.seconds) s"
        let sum = (0..<24).map { hour in languages.reduce(0) { $0 + $1.hours[hour].replayed } }
        let busiest = sum.indices.max { sum[$0] < sum[$1] } ?? 0
        var lines = [
            "\(Wording.number(all.calls)) calls on \(Wording.number(days)) days, \(Staffing.rounded(all.meanMinutes)) minutes on average; "
                + "answered are to be \(share)",
            "all languages by anyone: \(Staffing.text(all))",
            "each of \(languages.count) languages by its own interpreters: \(sum[busiest]) on duty at \(busiest) h, the busiest hour",
        ]
        lines += languages.prefix(most).map { "\($0.language): \(Staffing.text($0))" }
        return lines
    }

    private static func text(_ demand: Demand) -> String {
        let erlang = demand.hours.map(\.erlang).max() ?? 0
        let peak = stretches(of: demand.hours.indices.filter { demand.hours[$0].calls > 0 && demand.hours[$0].replayed == demand.peak })
        return "\(Wording.number(demand.calls)) calls; at most \(demand.peak) on duty (\(peak) h) by the log itself, \(erlang) by Erlang C"
    }

    /// Hours in a row as `9–12`, others by themselves.
    private static func stretches(of hours: [Int]) -> String {
        var stretches: [ClosedRange<Int>] = []
        for hour in hours {
            if let last = stretches.last, last.upperBound == hour - 1 {
                stretches[stretches.count - 1] = last.lowerBound...hour
            } else {
                stretches.append(hour...hour)
            }
        }
        return stretches.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
    }

    private static func rounded(_ minutes: Double) -> Double { (minutes * 10).rounded() / 10 }
}
