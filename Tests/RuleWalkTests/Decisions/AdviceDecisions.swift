import Dispatching
import Interpreting
import Rules

/// How a conversation is arranged, and whether it needs an interpreter.
extension Decision {
    static let advice = [
        Decision("ADVISE by minutes and complexity", ["modality.yaml", "working.yaml"]) { book in
            let counter = try Counter(book)
            let minutes = [1, 2, 10, 11, 20, 21, 30, 31, 32, 60, 61, 62, 120, 121, 180, 181, 240, 241, 300, 480, 481]
            return Complexity.allCases.flatMap { complexity in
                minutes.flatMap { counter.ask(.advise(AdviceCase(language: "ti", complexity: complexity, minutes: $0))) }
            }
        },
        Decision("ADVISE by circumstances", ["modality.yaml"]) { book in
            let counter = try Counter(book)
            return [20, 45, 75].flatMap { minutes in
                (1...5).flatMap { participants in
                    [0, 1, 2].flatMap { more in
                        counter.ask(
                            .advise(
                                AdviceCase(
                                    language: "ti", complexity: .practical, minutes: minutes, documents: more == 1,
                                    participants: participants, emotional: more == 2)))
                    }
                }
            }
        },
        Decision("ADVISE on what helps", ["aid.yaml"]) { book in
            let counter = try Counter(book)
            return DutchLevel.allCases.flatMap { level in
                Complexity.allCases.flatMap { complexity in
                    [5, 10, 11, 15, 16, 45, 46, 120].flatMap { minutes in
                        [[], ["fr"]].flatMap { contact in
                            counter.ask(
                                .advise(
                                    AdviceCase(
                                        language: "ti", complexity: complexity, minutes: minutes, dutch: level.rawValue, contact: contact)))
                                .filter { $0.hasPrefix("AID") }
                        }
                    }
                }
            }
        },
    ]
}
