/// Puts together what two workers made of one roster.
///
/// Shifts that were changed hang together when a job went from one to the other; what does not hang together can be taken from
/// one worker or the other independently (partition crossover: Tinós, Whitley, Ochoa: "A new generalized partition crossover for the
/// traveling salesman problem", Evolutionary Computation 28, 2020). What only one worker changed is taken from it; where both
/// did, the better outcome counts.
final class RosterMerge {
    private let model: PlanModel
    private let view: PlanView
    private let parent: Slab<Int32>
    private let isListed: Slab<UInt8>
    /// By the first shift of a part: which workers changed it, and what that gained.
    private let changers: Slab<UInt8>
    private let gains: Slab<Int>
    private let shiftOfWeek: Slab<Int32>
    private var shifts: [Int32] = []

    init(_ model: PlanModel) {
        self.model = model
        view = model.view
        parent = Slab((0..<Int32(model.shiftCount)).map { $0 })
        isListed = Slab(model.shiftCount, filledWith: 0)
        changers = Slab(model.shiftCount, filledWith: 0)
        gains = Slab(PlanWorkers.most * model.shiftCount, filledWith: 0)
        shiftOfWeek = Slab(model.weekCount, filledWith: -1)
    }

    /// Changes `base` and both workers' rosters to the merged one.
    func merge(_ searches: [Search], into base: Roster) {
        list(searches)
        for shift in shifts { link(Int(shift), base, searches) }
        linkWeeks()
        weigh(base, searches)
        var taken: [(shift: Int, route: [Int32])] = []
        for shift in shifts {
            guard let winner = winner(Int(root(shift)), of: searches.count) else { continue }
            taken.append((Int(shift), searches[winner].roster.options(of: Int(shift))))
        }
        base.exchange(taken)
        let outcome = shifts.map { (shift: Int($0), route: base.options(of: Int($0))) }
        for search in searches { search.roster.exchange(outcome) }
        for shift in shifts {
            parent.base[Int(shift)] = shift
            isListed.base[Int(shift)] = 0
            changers.base[Int(shift)] = 0
            for worker in searches.indices { gains.base[PlanWorkers.most * Int(shift) + worker] = 0 }
        }
    }

    private func list(_ searches: [Search]) {
        shifts.removeAll(keepingCapacity: true)
        for search in searches {
            for index in 0..<search.changedCount {
                let shift = search.changed.base[index]
                if isListed.base[Int(shift)] == 0 {
                    isListed.base[Int(shift)] = 1
                    shifts.append(shift)
                }
            }
        }
        shifts.sort()
    }

    private func root(_ shift: Int32) -> Int32 {
        var place = shift
        while parent.base[Int(place)] != place {
            parent.base[Int(place)] = parent.base[Int(parent.base[Int(place)])]
            place = parent.base[Int(place)]
        }
        return place
    }

    private func join(_ left: Int32, _ right: Int32) {
        let (first, second) = (root(left), root(right))
        if first != second { parent.base[Int(max(first, second))] = min(first, second) }
    }

    /// Joins the shift with all in which one of its jobs lies in another roster.
    private func link(_ shift: Int, _ base: Roster, _ searches: [Search]) {
        let rosters = [base] + searches.map(\.roster)
        for roster in rosters {
            for place in 0..<Int(roster.length.base[shift]) {
                let job = Int(view.job[Int(roster.route.base[shift &* roster.longest &+ place])])
                for other in rosters {
                    let option = other.filledBy.base[job]
                    if option >= 0 { join(Int32(shift), view.shift[Int(option)]) }
                }
            }
        }
    }

    /// Shifts that share a limit are decided together.
    private func linkWeeks() {
        for shift in shifts where view.weekLimit[Int(view.week[Int(shift)])] < Int32.max {
            let week = Int(view.week[Int(shift)])
            if shiftOfWeek.base[week] >= 0 { join(shift, shiftOfWeek.base[week]) } else { shiftOfWeek.base[week] = shift }
        }
        for shift in shifts { shiftOfWeek.base[Int(view.week[Int(shift)])] = -1 }
    }

    private func weigh(_ base: Roster, _ searches: [Search]) {
        for (index, search) in searches.enumerated() {
            for place in 0..<search.changedCount { changers.base[Int(root(search.changed.base[place]))] |= UInt8(1 << index) }
            for shift in shifts {
                let gain = search.roster.value(of: Int(shift)) - base.value(of: Int(shift))
                gains.base[PlanWorkers.most * Int(root(shift)) + index] += gain
            }
        }
    }

    /// The worker whose outcome counts for a part: of those who changed it the one that gained most, the first of equals.
    private func winner(_ part: Int, of workers: Int) -> Int? {
        let able = (0..<workers).filter { changers.base[part] & UInt8(1 << $0) != 0 }
        return able.max { (gains.base[PlanWorkers.most * part + $0], $1) < (gains.base[PlanWorkers.most * part + $1], $0) }
    }
}
