/// Putting jobs back: in an order of several kinds, each where it costs least.
extension Search {
    func sortJobs(mode: Int) {
        let (jobs, keys) = (jobs.base, keys.base)
        for index in 0..<jobCount {
            let job = Int(jobs[index])
            let chance = Float(random.next() >> 40) * 0x1p-24
            switch mode {
            case 0: keys[index] = Float(0 &- view.value[job]) + chance * 500
            case 1: keys[index] = Float(lists.first.base[job &+ 1] &- lists.first.base[job]) * (0.5 + chance)
            case 2: keys[index] = -Float(view.value[job]) / Float(view.minutes[job]) * (0.7 + 0.6 * chance)
            case 3: keys[index] = chance
            default: keys[index] = -Float(worth?.base[job] ?? 0) * (0.8 + 0.4 * chance)
            }
        }
        for index in 1..<max(1, jobCount) {
            let (key, job) = (keys[index], jobs[index])
            var place = index
            while place > 0, keys[place &- 1] > key {
                keys[place] = keys[place &- 1]
                jobs[place] = jobs[place &- 1]
                place &-= 1
            }
            keys[place] = key
            jobs[place] = job
        }
    }

    func recreate() -> Int32 {
        var change: Int32 = 0
        for index in 0..<jobCount { change &+= putBack(Int(jobs.base[index])) }
        return change
    }

    /// Puts the job where it costs least, and returns what that adds; 0 when it fits nowhere.
    @inline(__always) private func putBack(_ job: Int) -> Int32 {
        var best: (points: Int32, option: Int32, place: Int) = (view.value[job], -1, 0)
        let least = lists.leastCost.base[job]
        let start = view.start[job]
        for index in lists.first.base[job]..<lists.first.base[job &+ 1] {
            let option = lists.options.base[Int(index)]
            let shift = Int(view.shift[Int(option)])
            if !roster.isFree(job, in: shift) { continue }
            let cost = view.cost[Int(option)]
            if cost >= best.points || !roster.hasRoom(for: job, in: shift) { continue }
            untilBlink &-= 1
            if untilBlink == 0 {
                untilBlink = 1 &+ random.below(blink &* 2)
                continue
            }
            let place = roster.place(start, in: shift)
            let detour = roster.detour(option, at: place, in: shift)
            if detour == PlanView.blocked { continue }
            let points = detour &+ cost
            if points < best.points, isTouched.base[shift] != 0 || touchedCount < Search.mostTouched {
                best = (points, option, place)
                if points <= least { break }
            }
        }
        if best.option < 0 { return 0 }
        let shift = Int(view.shift[Int(best.option)])
        if isTouched.base[shift] == 0 { save(shift) }
        roster.insert(best.option, at: best.place, in: shift)
        return view.value[job] &- best.points
    }
}
