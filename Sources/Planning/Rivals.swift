/// What stands in the way of an unfilled job where it comes closest to being filled.
public struct Rivals: Hashable, Sendable {
    public let shift: Int
    /// The jobs of that shift that would have to go, in order of time.
    public let jobs: [Int]
    /// Whether it is the minutes of the shift or week that they use up, and not the time.
    public let isLimit: Bool
}

extension Roster {
    /// The option with which an unfilled job comes closest to being filled: of the shifts that could take it the one where what is in its
    /// way is worth least; nil when no shift could.
    func nearest(to job: Int) -> Int32? {
        var best: (points: Int, option: Int32)?
        for index in view.firstOfJob[job]..<view.firstOfJob[job + 1] {
            let option = view.optionsOfJob[Int(index)]
            let cost = Int(view.cost[Int(option)])
            let points = worthInTheWay(of: option, below: (best?.points ?? .max) &- cost) + cost
            if let best, best.points <= points { continue }
            best = (points, option)
        }
        return best?.option
    }

    /// What is in the way of an option whose job is not filled.
    func rivals(of option: Int32) -> Rivals {
        let shift = Int(view.shift[Int(option)])
        let route = options(of: shift)
        let inTheWay = route.filter { !isCompatible($0, option) }
        let isLimit = inTheWay.isEmpty && !hasRoom(for: Int(view.job[Int(option)]), in: shift)
        return Rivals(shift: shift, jobs: (isLimit ? route : inTheWay).map { Int(view.job[Int($0)]) }, isLimit: isLimit)
    }

    /// Points of the jobs that would have to go for an option: those at its time, or all when there is time and the minutes are used up.
    /// - Parameter most: as soon as there are so many the rest is not counted.
    private func worthInTheWay(of option: Int32, below most: Int) -> Int {
        let shift = Int(view.shift[Int(option)])
        let stops = route.base + shift &* longest
        var (inTheWay, points, all) = (0, 0, 0)
        for place in 0..<Int(length.base[shift]) {
            let value = Int(view.value[Int(view.job[Int(stops[place])])])
            all += value
            if isCompatible(stops[place], option) { continue }
            inTheWay += 1
            points += value
            if points >= most { return points }
        }
        return inTheWay == 0 && !hasRoom(for: Int(view.job[Int(option)]), in: shift) ? all : points
    }

    /// Whether one person can do both, one after the other.
    private func isCompatible(_ left: Int32, _ right: Int32) -> Bool {
        view.passage(left, right) != PlanView.blocked || view.passage(right, left) != PlanView.blocked
    }

    /// Points of all journeys.
    var travel: Int {
        (0..<model.shiftCount).reduce(0) { total, shift in
            var before: Int32 = -1
            var sum = 0
            for option in options(of: shift) {
                sum += Int(link(before, option))
                before = option
            }
            return total + sum + Int(link(before, -1))
        }
    }
}
