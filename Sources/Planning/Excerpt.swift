/// Some options of a model, with the shifts and jobs that they need, numbered anew and laid out as a model of its own: work on it
/// costs what it holds, not what the whole holds. Limits of weeks do not carry over.
struct Excerpt {
    /// For each option, job and shift of the excerpt the one of the whole.
    let options: [Int32]
    let jobs: [Int32]
    let shifts: [Int32]
    let model: PlanModel

    /// - Parameter options: of `whole`, in ascending order.
    init(_ whole: PlanModel, options: [Int32]) {
        var number = [Int32](repeating: -1, count: whole.jobCount)
        var (jobs, shifts): ([Int32], [Int32]) = ([], [])
        var rows = Rows()
        for option in options {
            let (job, shift) = (whole.job[Int(option)], whole.shift[Int(option)])
            if number[Int(job)] < 0 {
                number[Int(job)] = Int32(jobs.count)
                jobs.append(job)
            }
            if shifts.last != shift {
                rows.firstOfShift.append(Int32(rows.job.count))
                shifts.append(shift)
            }
            rows.job.append(number[Int(job)])
            rows.shift.append(Int32(shifts.count - 1))
        }
        rows.firstOfShift.append(Int32(rows.job.count))
        rows.listByJob(jobs.count)
        (self.options, self.jobs, self.shifts) = (options, jobs, shifts)
        model = PlanModel(whole, jobs: jobs, shifts: shifts, options: options, rows)
    }

    /// How options, jobs and shifts of an excerpt hang together, in its own numbers.
    struct Rows {
        var firstOfShift: [Int32] = []
        var job: [Int32] = []
        var shift: [Int32] = []
        private(set) var firstOfJob: [Int32] = []
        private(set) var optionsOfJob: [Int32] = []

        fileprivate mutating func listByJob(_ jobCount: Int) {
            firstOfJob = [Int32](repeating: 0, count: jobCount + 1)
            for index in job { firstOfJob[Int(index) + 1] += 1 }
            for index in 0..<jobCount { firstOfJob[index + 1] += firstOfJob[index] }
            var next = firstOfJob
            optionsOfJob = [Int32](repeating: 0, count: job.count)
            for (option, index) in job.enumerated() {
                optionsOfJob[Int(next[Int(index)])] = Int32(option)
                next[Int(index)] += 1
            }
        }
    }
}
