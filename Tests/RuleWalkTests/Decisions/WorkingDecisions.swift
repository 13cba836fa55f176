import Dispatching
import Interpreting
import Matching
import Rules

/// What may be asked of an interpreter.
extension Decision {
    static let working = [
        Decision("rest and buffers", ["working.yaml"]) { book in
            var bench = try Bench(book)
            var told: [String] = []
            for before in Modality.allCases {
                bench.job.modality = before
                for after in Modality.allCases {
                    var person = bench.person(1)
                    let start = bench.job.talk.start - .minutes(31)
                    person.commitments = [bench.commitment(9, start, minutes: 30, after, at: 12_025)]
                    told += bench.told([person])
                }
                told += bench.told([bench.person(2)])
            }
            return told
        },
        Decision("hours of a day and a week", ["working.yaml"]) { book in
            let bench = try Bench(book)
            var (busy, full) = (bench.person(1), bench.person(2))
            busy.commitments = [bench.commitment(9, bench.job.talk.start + .hours(3), minutes: 330, .video)]
            full.commitments = try (0...3).map { day in
                bench.commitment(Int64(day) + 1, try bench.moment("2026-11-2\(5 + day)T09:00"), minutes: 440, .video)
            }
            return bench.told([busy, full])
        },
        Decision("START, and what becomes of what nobody reports", ["working.yaml"]) { book in
            let counter = try Counter(book)
            let tolk = counter.interpreter()
            let school = counter.requester()
            for hour in [11, 14] {
                counter.give(
                    .submit(Submit(language: "ti", complexity: .practical, minutes: 20, start: "2026-11-24T\(hour):00")), as: school)
                counter.give(.accept(counter.lastOffer, expected: nil), as: tolk)
            }
            counter.give(.start(Identifier(1), expected: nil), as: tolk)
            try counter.turn(to: "2026-11-24T10:55")
            counter.give(.start(Identifier(1), expected: nil), as: tolk)
            let asked = counter.told
            return asked + counter.watch(72, of: .minutes(5))
        },
    ]
}
