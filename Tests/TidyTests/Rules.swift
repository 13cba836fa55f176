/// Who may import whom (DESIGN: the house). SwiftPM does not reject an undeclared transitive import, so this table does.
enum ImportRules {
    /// Modules of the toolchain that the edges may use.
    private static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    static let allowed: [String: Set<String>] = [
        "Interpreting": [],
        "Rules": ["Interpreting"],
        "Planning": [],
        "Matching": ["Interpreting", "Rules", "Planning"],
        "Dispatching": ["Interpreting", "Rules", "Planning", "Matching", "HeapModule", "Synchronization"],
        "Wire": ["NIOCore"],
        "Sessions": ["Wire", "Dispatching", "Interpreting", "NIOCore"],
        "RuleFiles": system.union(["Rules", "Interpreting", "Yams"]),
        "Postgres": system.union(["CLibPQ"]),
        "Storage": system.union(["Dispatching", "Interpreting", "Postgres", "CLibCrypto", "Logging"]),
        "Service": system.union([
            "Sessions", "Storage", "RuleFiles", "Dispatching", "Interpreting", "Rules", "Wire", "Postgres", "CMalloc", "NIOCore",
            "NIOPosix", "NIOTLS", "NIOHTTP1", "NIOSSL", "NIOExtras", "NIOConcurrencyHelpers", "ServiceLifecycle", "UnixSignals", "Logging",
            "Yams", "DequeModule",
        ]),
        "Client": system.union(["Wire", "NIOCore", "NIOPosix", "NIOTLS", "NIOSSL", "NIOConcurrencyHelpers"]),
        "Simulation": [
            "Sessions", "Dispatching", "RuleFiles", "Rules", "Matching", "Interpreting", "Wire", "NIOCore", "Yams", "Foundation",
        ],
        "Tolkbrug": system.union([
            "Service", "Client", "Simulation", "RuleFiles", "Rules", "Planning", "Matching", "Storage", "Postgres", "Dispatching",
            "Interpreting", "Sessions", "Wire", "ArgumentParser", "Logging", "NIOCore", "NIOPosix", "NIOSSL", "NIOHTTP1",
            "ServiceLifecycle", "UnixSignals", "Yams",
        ]),
    ]

    /// Targets that never see a clock, chance, a thread or the outside.
    static let pure = ["Interpreting", "Rules", "Planning", "Matching", "Dispatching", "Wire", "Sessions"]
}

/// Calls that would make a pure target depend on when or where it runs.
enum BannedCalls {
    static let inPureTargets = [
        #"\bDate\(\)"#, #"\.now\(\)"#, #"ContinuousClock"#, #"SuspendingClock"#, #"\bUUID\(\)"#, #"SystemRandomNumberGenerator"#,
        #"\.random\(in:[^,)]*\)"#, #"\.randomElement\(\)"#, #"\.shuffled\(\)"#, #"\bTask\b[ ({.]"#, #"\basync\b"#, #"\bawait\b"#,
        #"\.hashValue\b"#, #"\bprint\("#,
    ]
    static let inSources = [
        #"\btry!"#, #"\bas!"#, #"\bfatalError\("#, #"\bpreconditionFailure\("#, #"\bprecondition\("#, #"\bassertionFailure\("#,
        #"[A-Za-z0-9_\)\]\}]!(?![=A-Za-z0-9_])"#, #":\s*[A-Z][A-Za-z0-9_.<>]*!\s*(=|$|\{)"#,
    ]
    /// Waits and lengths of time by a clock that somebody can set; `Uptime` and `SteadyCondition` have one that nobody can.
    static let byWallClock = [
        #"\bDate\(\)"#, #"timeIntervalSinceNow"#, #"\.wait\(timeout:"#, #"DispatchWallTime"#, #"wallDeadline"#, #"CLOCK_REALTIME"#,
        #"\bgettimeofday\b"#, #"SystemClock\(\)\.now\(\)"#,
    ]
    /// They want the date.
    static let wallClock: Set = [
        "Sources/Service/Clock/ServiceClock.swift", "Sources/Service/Server/KeyValueLog.swift", "Sources/Service/Metrics/Metrics.swift",
        "Sources/Service/Certificates/CertificateFile.swift",
        "Sources/Tolkbrug/Bench/BenchStage.swift",
    ]
    static let unfinished = [#"\bTODO\b"#, #"\bFIXME\b"#]
}
