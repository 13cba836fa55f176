/// How one series is told from the others: by colour, by shape and by dashes, so that none of them is needed alone.
struct SeriesStyle: Equatable {
    enum Shape: CaseIterable {
        case circle, square, triangle, diamond, cross
    }

    let place: Int

    /// - Parameter place: from 0, in the order in which the series are named.
    init(_ place: Int) {
        self.place = place
    }

    /// Five colours of Okabe and Ito (2008), "Color universal design"; the style sheet picks for light and dark the ones that stand
    /// out at 3 : 1 or more.
    var colour: String { "s\(place % 5)" }

    /// Shifted by one each time the colours begin again, so that 25 series differ.
    var shape: Shape {
        let shapes = Shape.allCases
        return shapes[(place + place / 5) % shapes.count]
    }

    var dash: String { "d\((place + place / 5) % 5)" }
}
