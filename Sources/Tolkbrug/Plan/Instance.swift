/// A planning instance as it stands in a file: the family IDS-1, documented in `ops/PLANNING.md`.
///
/// All times are minutes since day 0, 00:00; coordinates are kilometres.
struct Instance: Decodable {
    struct Job: Decodable {
        let id: Int
        let start: Int
        let end: Int
        let lang: String
        let modality: Modality
        let cert: Bool
        let x: Double
        let y: Double
        let weight: Int
        let gender: String?
        let continuity: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case id, start, end, lang, modality, cert, x, y, weight, gender, continuity
        }
    }

    struct Person: Decodable {
        let id: Int
        /// The strongest first.
        let langs: [String]
        let certified: Bool
        let gender: String
        let x: Double
        let y: Double
        let phone: Bool
        let video: Bool
        let onsite: Bool
        let maxKm: Double
        let windows: [[Int]]
        let maxMinDay: Int
        let maxMinWeek: Int

        enum CodingKeys: String, CodingKey, CaseIterable {
            case id, langs, certified, gender, x, y, phone, video, onsite, windows
            case maxKm = "max_km"
            case maxMinDay = "max_min_day"
            case maxMinWeek = "max_min_week"
        }

        func offers(_ modality: Modality) -> Bool {
            switch modality {
            case .phone: phone
            case .video: video
            case .onsite: onsite
            }
        }
    }

    enum Modality: String, CaseIterable {
        case phone, video, onsite
    }

    struct Preferences: Decodable {
        let gender: Int
        let continuity: Int
        let otherLanguage: Int

        enum CodingKeys: String, CodingKey, CaseIterable {
            case gender, continuity
            case otherLanguage = "nonfirst_language"
        }
    }

    let name: String
    let days: Int
    let speed: Double
    let detour: Double
    let fillValue: Int
    let preferences: Preferences
    let jobs: [Job]
    let interpreters: [Person]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, days, detour, jobs, interpreters
        case speed = "speed_kmh"
        case fillValue = "fill_value"
        case preferences = "pref_cost"
    }

    /// Kilometres by road between two points that lie so far apart to the east and to the north.
    func kilometres(_ dx: Double, _ dy: Double) -> Double { (dx * dx + dy * dy).squareRoot() * detour }

    /// Whole minutes by road between two points, begun ones counted. A millionth of a minute is no begun one: 50 km with a detour of 1.1
    /// at 60 km/h are 55 minutes, though sums of binary fractions make a little more of them.
    func minutes(_ dx: Double, _ dy: Double) -> Int {
        let minutes = (kilometres(dx, dy) / speed * 60 - Instance.tolerance).rounded(.up)
        return minutes < Double(InstanceCheck.mostMinutes) ? max(0, Int(minutes)) : InstanceCheck.mostMinutes
    }

    /// Minutes or kilometres that are nothing but the rounding of a computer.
    static let tolerance = 1e-6
}
