/// A first plan: jobs by value, each to the shift where it costs least.
enum Greedy {
    static func fill(_ roster: Roster) {
        let model = roster.model
        let view = model.view
        let order = (0..<model.jobCount).sorted { left, right in
            let rarity = { (job: Int) in view.firstOfJob[job + 1] - view.firstOfJob[job] }
            return (-view.value[left], rarity(left), left) < (-view.value[right], rarity(right), right)
        }
        for job in order where roster.filledBy.base[job] < 0 { insert(job, into: roster) }
    }

    static func insert(_ job: Int, into roster: Roster) {
        let view = roster.view
        var best: (points: Int32, option: Int32, place: Int) = (view.value[job], -1, 0)
        for index in view.firstOfJob[job]..<view.firstOfJob[job + 1] {
            let option = view.optionsOfJob[Int(index)]
            let shift = Int(view.shift[Int(option)])
            guard roster.isFree(job, in: shift), roster.hasRoom(for: job, in: shift) else { continue }
            let place = roster.place(view.start[job], in: shift)
            let detour = roster.detour(option, at: place, in: shift)
            if detour == PlanView.blocked { continue }
            let points = detour &+ view.cost[Int(option)]
            if points < best.points { best = (points, option, place) }
        }
        if best.option >= 0 { roster.insert(best.option, at: best.place, in: Int(view.shift[Int(best.option)])) }
    }
}

extension Roster {
    /// Whether the limits of day and week allow the job.
    @inline(__always) func hasRoom(for job: Int, in shift: Int) -> Bool {
        let week = Int(view.week[shift])
        return used.base[shift] &+ view.minutes[job] <= view.limit[shift]
            && weekUsed.base[week] &+ view.minutes[job] <= view.weekLimit[week]
    }
}
