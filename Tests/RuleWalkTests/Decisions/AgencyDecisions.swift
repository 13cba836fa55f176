import Dispatching
import Interpreting
import Rules

/// Who answers for what, when, and who helps whom.
extension Decision {
    private static let pools = ["atlas": "11002", "amal": "44021", "brussel-onthaal": "21004", "agii": "12025"]

    static let agencies = [
        Decision("LIST agencies", ["agencies.yaml"]) { book in
            try Counter(book).ask(.list(.agencies, filters: [], after: nil, limit: 500))
        },
        Decision("LIST municipalities", ["agencies.yaml"]) { book in
            try Counter(book).ask(.list(.municipalities, filters: [], after: nil, limit: 500))
        },
        Decision("when somebody is at the agencies", ["agencies.yaml"]) { book in
            let counter = try Counter(book)
            return try (23...29).flatMap { day in
                try ["07:50", "08:20", "08:50", "09:10", "16:50", "17:10", "17:40"].flatMap { hour in
                    try counter.turn(to: "2026-11-\(day)T\(hour)")
                    return counter.ask(.list(.agencies, filters: [], after: nil, limit: 500))
                }
            }
        },
        Decision("what a request at night hears of its agency", ["agencies.yaml", "calendar.yaml"]) { book in
            // Armistice Day is a Wednesday.
            let counter = try Counter(book, at: "2026-11-10T18:00")
            for place in pools.sorted(by: { $0.key < $1.key }) {
                let school = counter.requester(place.value, agency: place.key)
                counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 45, start: "2026-11-12T07:00")), as: school)
            }
            counter.pass(.days(2))
            return counter.told
        },
        Decision("CANDIDATES by pool", ["agencies.yaml"]) { book in
            let counter = try Counter(book)
            let administrator = counter.user(.admin)
            let places = pools.sorted { $0.key < $1.key }
            for place in places { _ = counter.interpreter(home: place.value, pools: [place.key]) }
            return places.flatMap { place in
                let school = counter.requester(place.value, agency: place.key)
                counter.give(.submit(Submit(language: "ti", complexity: .practical, minutes: 45, start: "2026-11-24T10:00")), as: school)
                return counter.ask(.candidates(counter.lastRequest), as: administrator)
            }
        },
    ]
}
