/// Prices to begin with, read from a plan: what a filled job adds beyond the best unfilled one that its place could hold instead.
enum PriceGuess {
    static func fill(_ prices: Slab<Int32>, from roster: Roster) {
        let view = roster.view
        for job in 0..<roster.model.jobCount { prices.base[job] = 0 }
        for shift in 0..<roster.model.shiftCount {
            for place in 0..<Int(roster.length.base[shift]) { guess(place, of: shift, roster, view, prices) }
        }
    }

    private static func guess(_ place: Int, of shift: Int, _ roster: Roster, _ view: PlanView, _ prices: Slab<Int32>) {
        let stops = roster.route.base + shift * roster.longest
        let count = Int(roster.length.base[shift])
        let option = stops[place]
        let job = Int(view.job[Int(option)])
        let before: Int32 = place > 0 ? stops[place - 1] : -1
        let after: Int32 = place + 1 < count ? stops[place + 1] : -1
        let base = roster.link(before, after)
        let value = view.value[job] - view.cost[Int(option)] - (roster.link(before, option) + roster.link(option, after) - base)
        let free = view.limit[shift] - roster.used.base[shift] + view.minutes[job]
        var other: Int32 = 0
        for rival in view.firstOfShift[shift]..<view.firstOfShift[shift + 1] {
            let candidate = Int(view.job[Int(rival)])
            if roster.filledBy.base[candidate] >= 0 || view.minutes[candidate] > free { continue }
            if before >= 0, view.start[candidate] < view.end[Int(view.job[Int(before)])] { continue }
            if after >= 0, view.end[candidate] > view.start[Int(view.job[Int(after)])] { continue }
            let (there, onward) = (roster.link(before, rival), roster.link(rival, after))
            if there == PlanView.blocked || onward == PlanView.blocked { continue }
            other = max(other, view.value[candidate] - view.cost[Int(rival)] - (there + onward - base))
        }
        prices.base[job] = max(0, value - other) * view.unit
    }
}
