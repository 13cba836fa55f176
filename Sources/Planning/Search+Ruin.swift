/// Taking jobs out: strings of neighbours from a few shifts.
extension Search {
    func ruin(around seed: Int) -> Int32 {
        let first = Int(lists.first.base[seed])
        let count = Int(lists.first.base[seed &+ 1]) &- first
        let wanted = min(count, 1 &+ random.below(mostShifts))
        var change: Int32 = 0
        let own = roster.filledBy.base[seed]
        for turn in 0..<wanted {
            var shift: Int
            if turn == 0, own >= 0 {
                shift = Int(view.shift[Int(own)])
            } else {
                shift = Int(view.shift[Int(lists.options.base[first &+ random.below(count)])])
            }
            if isTouched.base[shift] != 0 { continue }
            save(shift)
            change &+= takeString(from: shift, near: view.start[seed])
            let options = Int(view.firstOfShift[shift])
            let span = Int(view.firstOfShift[shift &+ 1]) &- options
            for _ in 0..<6 {
                let job = Int(view.job[options &+ random.below(span)])
                if roster.filledBy.base[job] < 0, lists.first.base[job] < lists.first.base[job &+ 1] {
                    list(job)
                }
            }
        }
        return change
    }

    @inline(__always) func list(_ job: Int) {
        if isListed.base[job] != 0 || jobCount >= 1_000 { return }
        isListed.base[job] = 1
        jobs.base[jobCount] = Int32(truncatingIfNeeded: job)
        jobCount &+= 1
    }

    @inline(__always) func save(_ shift: Int) {
        isTouched.base[shift] = 1
        touched.base[touchedCount] = Int32(truncatingIfNeeded: shift)
        let count = Int(roster.length.base[shift])
        savedLength.base[touchedCount] = Int32(truncatingIfNeeded: count)
        let (from, to) = (roster.route.base + shift &* roster.longest, saved.base + touchedCount &* roster.longest)
        for place in 0..<count { to[place] = from[place] }
        touchedCount &+= 1
    }

    private func takeString(from shift: Int, near start: Int32) -> Int32 {
        let total = Int(roster.length.base[shift])
        if total == 0 { return 0 }
        let size = min(total, 1 &+ random.below(mostJobs))
        let near = roster.place(start, in: shift)
        let first = max(0, min(near &- random.below(size &+ 1), total &- size))
        let stops = roster.route.base + shift &* roster.longest
        let before: Int32 = first > 0 ? stops[first &- 1] : -1
        let after: Int32 = first &+ size < total ? stops[first &+ size] : -1
        var change: Int32 = 0
        var last = before
        for place in first..<(first &+ size) {
            let option = stops[place]
            change &+= roster.link(last, option) &+ view.cost[Int(option)] &- view.value[Int(view.job[Int(option)])]
            list(Int(view.job[Int(option)]))
            last = option
        }
        change &+= roster.link(last, after) &- roster.link(before, after)
        roster.remove(first, size, from: shift)
        return change
    }
}
