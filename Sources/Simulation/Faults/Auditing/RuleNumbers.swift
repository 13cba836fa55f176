import Foundation
import Interpreting

/// The auditor's own copy of numbers of the rules: a server that goes by others is found out.
///
/// They are lower bounds where the rules say more: no traffic, no way home.
enum RuleNumbers {
    /// Minutes between two conversations, from `rules/working.yaml`.
    static func rest(after: Modality, before: Modality) -> Int {
        if after == .onsite { return 15 }
        return before == .onsite ? 15 : 10
    }

    static func leastRest(after: Modality) -> Int { after == .onsite ? 15 : 10 }

    /// Minutes free before the agreed start of planned work.
    static func buffer(before: Modality) -> Int { before == .telephone ? 5 : 10 }

    /// Offers of one request that one person leaves unanswered at most, and the least time from the end of one to the next, from
    /// `rules/offers.yaml`.
    static func asked(onDemand: Bool) -> (atMost: Int, after: Span) { onDemand ? (2, .seconds(30)) : (3, .minutes(15)) }

    /// When people may be asked again for planned work, at the earliest, if `moment` lies in hours in which nobody is asked, summer and
    /// winter: from 22:00 to 06:30 in winter, from `rules/offers.yaml`. Nil at other hours. An hour later the answer may be due.
    static func waking(from moment: Timestamp) -> Timestamp? {
        let minute = Int(moment.seconds % 86_400) / 60
        let midnight = Timestamp(seconds: moment.seconds / 86_400 * 86_400)
        if minute >= 20 * 60 { return midnight + .days(1) + .minutes(390) }
        return minute < 5 * 60 + 30 ? midnight + .minutes(390) : nil
    }

    /// Whether everybody is asked then for planned work, whatever its rule: on a working day between 09:00 and 17:00 in winter.
    static func isForAsking(_ moment: Timestamp) -> Bool {
        let day = moment.seconds / 86_400
        return (day + 3) % 7 < 5 && (8 * 3_600..<16 * 3_600).contains(moment.seconds % 86_400)
    }

    /// Conversation of one day at most, in minutes.
    static let daily = 360
    /// The same for a week from Monday to Sunday.
    static let weekly = 1_800
    /// Milliseconds by which START may come early.
    static let earlyStart: Int64 = 15 * 60_000
    /// How long other agencies wait before they ask a pool, in minutes.
    static func lending(_ pool: String) -> Int { pool == "agii" ? 15 : 30 }

    /// In per cent, when each of so many people says yes seven times in ten, the most that `rules/offers.yaml` has; rounded up.
    static func chance(of people: Int) -> Int { Int((100 * (1 - pow(0.3, Double(people)))).rounded(.up)) }

    /// Latitude and longitude of the towns of the stage, from `rules/gazetteer.csv`.
    private static let towns: [String: (Double, Double)] = [
        "11002": (51.2205, 4.4003), "12025": (51.0257, 4.4776), "21004": (50.8505, 4.3488), "24062": (50.8796, 4.7009),
        "44021": (51.0500, 3.7167),
    ]

    /// The least minutes of a journey without any traffic, by the formula of `rules/travel.yaml`; 0 when a town is not known.
    static func journey(from: String, to: String) -> Int {
        guard let start = towns[from], let end = towns[to] else { return 0 }
        let kilometres = max(1.5, distance(start, end))
        let parking = ["11002", "21004", "44021"].contains(to) ? 10.0 : 5.0
        return Int(2 + 3.8 * kilometres.squareRoot() + 0.5 * kilometres + parking) - 1
    }

    /// By the haversine formula, in kilometres.
    private static func distance(_ from: (Double, Double), _ to: (Double, Double)) -> Double {
        let (latitude, longitude) = ((to.0 - from.0) * .pi / 180, (to.1 - from.1) * .pi / 180)
        let a =
            pow(sin(latitude / 2), 2) + cos(from.0 * .pi / 180) * cos(to.0 * .pi / 180) * pow(sin(longitude / 2), 2)
        return 2 * 6371 * asin(min(1, a.squareRoot()))
    }
}
