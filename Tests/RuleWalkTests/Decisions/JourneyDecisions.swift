import Interpreting
import Matching
import Rules

/// How long a journey takes, and how far anybody is sent.
extension Decision {
    static let journeys = [
        Decision("journeys from everywhere in the peak", ["travel.yaml"]) { book in
            var bench = try Bench(book)
            var told: [String] = []
            for hour in ["08:30", "17:00", "18:15", "20:30"] {
                bench.job = bench.job.moved(to: try bench.moment("2026-11-24T\(hour)"))
                for place in book.gazetteer.all {
                    bench.job.place = place.code
                    told += bench.told([bench.person(1) { $0.home = MunicipalityCode(12_025) }])
                }
            }
            return told
        },
        Decision("a journey by day and hour", ["travel.yaml"]) { book in
            var bench = try Bench(book)
            bench.job.place = MunicipalityCode(21_004)
            let hours = [
                "07:20", "07:40", "08:00", "09:40", "10:00", "10:10", "10:20", "10:30", "15:45", "16:10", "16:30", "18:45", "19:15",
            ]
            var told: [String] = []
            for day in 23...29 {
                for hour in hours {
                    bench.job = bench.job.moved(to: try bench.moment("2026-11-\(day)T\(hour)"))
                    told += bench.told([bench.person(1) { $0.home = MunicipalityCode(38_008) }])
                    told += bench.told([bench.person(2) { $0.home = MunicipalityCode(12_025) }])
                }
            }
            return told
        },
        Decision("how far anybody is sent", ["travel.yaml"]) { book in
            var bench = try Bench(book)
            bench.job.place = MunicipalityCode(73_107)
            return bench.told([38_008, 44_021].map { home in bench.person(Int64(home)) { $0.home = MunicipalityCode(home) } })
        },
    ]
}
