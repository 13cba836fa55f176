import Dispatching
import Interpreting
import Rules

/// What an end costs.
extension Decision {
    static let endings = [
        Decision("QUOTE's free cancellation", ["cancellation.yaml"]) { book in
            let counter = try Counter(book)
            let talk = AdviceCase(language: "ti", complexity: .practical, minutes: 20)
            return ["24T11:00", "25T09:00", "30T11:00"].flatMap { counter.ask(.quote(talk, start: "2026-11-\($0)", place: nil)) }
        },
        Decision("FINISH without the client", ["cancellation.yaml"]) { book in
            let counter = try Counter(book)
            let tolk = counter.interpreter()
            counter.give(
                .submit(Submit(language: "ti", complexity: .practical, minutes: 20, start: "2026-11-24T10:00")), as: counter.requester())
            counter.give(.accept(Identifier(1), expected: nil), as: tolk)
            try counter.turn(to: "2026-11-24T10:00")
            counter.give(.start(Identifier(1), expected: nil), as: tolk)
            for _ in 0..<6 {
                counter.pass(.minutes(5))
                counter.give(.finish(Identifier(1), expected: nil, absent: .client), as: tolk)
            }
            return counter.told
        },
        Decision("CANCEL by lead time", ["cancellation.yaml"]) { book in
            let counter = try Counter(book)
            let tolk = counter.interpreter()
            let school = counter.requester()
            let moments = ["23T09:30", "23T12:00", "24T05:55", "24T08:30", "24T09:30", "24T10:10"]
            for number in moments.indices {
                counter.give(
                    .submit(Submit(language: "ti", complexity: .practical, minutes: 20, start: "2026-11-24T\(10 + number):00")),
                    as: school)
                if number == 0 { continue }
                counter.give(.accept(counter.lastOffer, expected: nil), as: tolk)
            }
            for (number, moment) in moments.enumerated() {
                try counter.turn(to: "2026-11-\(moment)")
                counter.give(.cancel(RequestID(Int64(number) + 1), expected: nil, reason: nil), as: school)
            }
            return counter.told
        },
    ]
}
