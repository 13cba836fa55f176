import Dispatching
import Interpreting
import Rules

/// What a conversation costs.
extension Decision {
    static let prices = [
        Decision("QUOTE by modality and hour", ["tariffs.yaml", "calendar.yaml"]) { book in
            // The week in which Armistice Day is a Wednesday.
            let counter = try Counter(book, at: "2026-11-07T00:00")
            _ = counter.interpreter(home: "11002")
            let starts = [
                "09T10:00", "09T06:45", "09T05:00", "09T00:05", "09T18:45", "09T20:00", "09T21:45", "09T23:00", "09T23:50",
                "14T10:00", "14T20:00", "15T10:00", "15T23:30", "11T10:00", "10T23:30", "11T23:30",
            ]
            let talks = [
                AdviceCase(language: "ti", complexity: .practical, minutes: 5),
                AdviceCase(language: "ti", complexity: .practical, minutes: 20),
                AdviceCase(language: "ti", complexity: .complex, minutes: 20),
                AdviceCase(language: "ti", complexity: .complex, minutes: 50),
                AdviceCase(language: "ti", complexity: .complex, minutes: 75),
                AdviceCase(
                    language: "ti", complexity: .complex, minutes: 40, documents: true, participants: 4, emotional: true),
            ]
            return talks.flatMap { talk in
                starts.flatMap { counter.ask(.quote(talk, start: "2026-11-\($0)", place: "12025")) }
            }
        }
    ]
}
