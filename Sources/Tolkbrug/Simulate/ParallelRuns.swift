import Dispatch
import Simulation
import Synchronization

/// Plays the runs of a study, several at a time. Which comes first does not matter: each has its own world.
struct ParallelRuns {
    let runner: StudyRunner
    let jobs: Int
    let progress: SimulationProgress

    /// - Returns: what was played, in the order of ``StudyRunner/runs``; runs cut short by Ctrl-C too.
    func run() throws -> [StudyRunner.Played] {
        let runs = runner.runs
        let board = RunBoard()
        DispatchQueue.concurrentPerform(iterations: min(jobs, runs.count)) { [runner, progress] _ in
            while let place = board.take(of: runs.count), !progress.isInterrupted {
                do throws(WorldProblem) {
                    board.put(try runner.play(runs[place]) { day in progress.goOn(run: place, day: day) })
                } catch {
                    board.fail(error)
                }
                progress.end(run: place)
            }
        }
        return try board.result(in: runs)
    }
}

/// Which runs are taken and what came of them, for several threads.
private final class RunBoard: Sendable {
    private struct Content: Sendable {
        var next = 0
        var played: [StudyRunner.Played] = []
        var problem: WorldProblem?
    }

    private let content = Mutex(Content())

    func take(of count: Int) -> Int? {
        content.withLock { content in
            guard content.next < count, content.problem == nil else { return nil }
            content.next += 1
            return content.next - 1
        }
    }

    func put(_ played: StudyRunner.Played) { content.withLock { $0.played.append(played) } }
    func fail(_ problem: WorldProblem) { content.withLock { $0.problem = $0.problem ?? problem } }

    func result(in runs: [StudyRunner.Run]) throws -> [StudyRunner.Played] {
        let content = content.withLock { $0 }
        if let problem = content.problem { throw problem }
        let places = Dictionary(runs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return content.played.sorted { (places[$0.run] ?? 0) < (places[$1.run] ?? 0) }
    }
}
