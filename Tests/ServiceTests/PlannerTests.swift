import Foundation
import Testing

@testable import Service

/// The planner beside a real server.
@Suite struct PlannerTests {
    @Test func `PLAN now has a plan made beside the engine, and PLAN and EXPLAIN show it`() async throws {
        var planner = Configuration.Planner()
        planner.horizonDays = 60
        planner.seconds = 1
        try await TestServer.with(planner: planner) { server in
            let registrar = Registrar(try await server.administrator())
            let school = try await registrar.school(server)
            let (_, chief) = try await registrar.people(server)
            let submit = "SUBMIT key=k1 language=ti complexity=complex minutes=75 start=\(Registrar.soon) place=12025"
            #expect(try await school.ask("s", submit).hasPrefix("s OK"))
            #expect(try await chief.ask("n", "PLAN now").hasPrefix("n OK 2.0.0 a plan is being made"))

            let isThere = try await Fixtures.eventually { try await chief.ask("p", "PLAN").contains("1 proposal, 0 without anybody") }
            #expect(isThere)
            chief.send("q PLAN\r\n")
            let summary = try await chief.line("q - PLAN")
            #expect(summary.contains(" gap=0.00% requests=1 proposed=1 unfilled=0 dropped=0"))
            let proposal = try await chief.line("q - PROPOSAL R1 ")
            #expect(proposal.contains(" interpreter=I1 name=Tolk ") && proposal.contains(" only=yes asked="))
            chief.send("e EXPLAIN R1\r\n")
            #expect(try await chief.line("e - PROPOSAL R1 ").contains("interpreter=I1"))

            let page = try await server.page("/metrics")
            #expect(page.contains("\ntolkbrug_plan_proposals 1\n") && page.contains("\ntolkbrug_plan_gap_ratio 0\n"))
            #expect(!page.contains("\ntolkbrug_plan_seconds_count 0\n"))
        }
    }

    @Test func `a plan is made by itself when enough has happened`() async throws {
        var planner = Configuration.Planner()
        planner.horizonDays = 60
        planner.everyEvents = 1
        planner.pauseSeconds = 1
        try await TestServer.with(planner: planner) { server in
            let registrar = Registrar(try await server.administrator())
            let school = try await registrar.school(server)
            let (_, chief) = try await registrar.people(server)
            let submit = "SUBMIT key=k1 language=ti complexity=complex minutes=75 start=\(Registrar.soon) place=12025"
            #expect(try await school.ask("s", submit).hasPrefix("s OK"))
            #expect(try await Fixtures.eventually { try await chief.ask("p", "PLAN").contains("1 proposal") })
        }
    }

    @Test func `a server without a planner says so`() async throws {
        var planner = Configuration.Planner()
        planner.isOn = false
        try await TestServer.with(planner: planner) { server in
            let admin = try await server.administrator()
            #expect(try await admin.ask("n", "PLAN now").hasPrefix("n NO 5.4.1"))
            #expect(try await admin.ask("p", "PLAN") == "p OK 2.0.0 no plan is in force; PLAN now asks for one")
        }
    }

    @Test func `a server stops at once though a plan of minutes is under way`() async throws {
        var planner = Configuration.Planner()
        planner.seconds = 600
        let gate = PlannerGate(planner)
        gate.ask()
        #expect(gate.wait())
        gate.begin(head: 1)
        let waits = Task.detached { gate.wait() }
        gate.stop()
        #expect(await waits.value == false)
        #expect(gate.hasStopped)
    }
}
