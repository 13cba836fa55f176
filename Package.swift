// swift-tools-version: 6.1
import PackageDescription

/// In every target of ours warnings are errors, and releases are optimised across targets; dependencies keep their own settings.
let strict: [SwiftSetting] = [
    .unsafeFlags(["-warnings-as-errors"]), .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "tolkbrug",
    products: [.executable(name: "tolkbrug", targets: ["Tolkbrug"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The pure core: no clock, no randomness, no I/O, no async.
        .target(name: "Interpreting", swiftSettings: strict),
        .target(name: "Rules", dependencies: ["Interpreting"], swiftSettings: strict),
        // Its inner loops work on memory that one worker owns at a time; exclusivity checks there cost a tenth of its work.
        .target(name: "Planning", swiftSettings: strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"])]),
        .target(name: "Matching", dependencies: ["Planning", "Interpreting", "Rules"], swiftSettings: strict),
        .target(name: "Dispatching", dependencies: ["Interpreting", "Rules", "Matching", "Planning", heap], swiftSettings: strict),
        .target(name: "Wire", dependencies: [nioCore], swiftSettings: strict),
        .target(name: "Sessions", dependencies: ["Wire", "Dispatching", "Interpreting", nioCore], swiftSettings: strict),

        // The edges.
        .target(name: "RuleFiles", dependencies: ["Rules", "Interpreting", yams], swiftSettings: strict),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "Postgres", dependencies: ["CLibPQ"], swiftSettings: strict),
        .target(
            name: "Storage", dependencies: ["Dispatching", "Interpreting", "Postgres", "CLibCrypto", logging],
            resources: [.embedInCode("Migrations")], swiftSettings: strict),
        .target(
            name: "Service",
            dependencies: [
                "Sessions", "Storage", "RuleFiles", "Dispatching", "Interpreting", "Rules", "Wire", "Postgres", "CMalloc",
                nioCore, nioPosix, nioTLS, nioHTTP, nioSSL, nioExtras, lifecycle, logging, yams,
            ], swiftSettings: strict),
        .target(name: "Client", dependencies: ["Wire", nioCore, nioPosix, nioTLS, nioSSL], swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: ["Sessions", "Dispatching", "RuleFiles", "Rules", "Matching", "Interpreting", "Wire", nioCore, yams],
            swiftSettings: strict),
        .executableTarget(
            name: "Tolkbrug",
            dependencies: [
                "Service", "Client", "Simulation", "RuleFiles", "Rules", "Planning", "Matching", "Storage", "Postgres", "Dispatching",
                "Interpreting", "Wire", arguments, logging, nioCore, nioPosix, nioSSL, lifecycle,
            ], swiftSettings: strict),

        // Tests. Those that need PostgreSQL start a private cluster themselves.
        .target(name: "RandomTestSupport", path: "Tests/RandomTestSupport", swiftSettings: strict),
        .target(name: "PostgresTestSupport", dependencies: ["Postgres"], path: "Tests/PostgresTestSupport", swiftSettings: strict),
        .testTarget(
            name: "InterpretingTests", dependencies: ["Interpreting", "RandomTestSupport"], resources: [.copy("Fixtures")],
            swiftSettings: strict),
        .testTarget(name: "RulesTests", dependencies: ["Rules", "Interpreting"], swiftSettings: strict),
        .testTarget(
            name: "RuleFilesTests", dependencies: ["RuleFiles", "Rules", "Interpreting"], exclude: ["Golden"], swiftSettings: strict),
        .testTarget(name: "PlanningTests", dependencies: ["Planning"], swiftSettings: strict),
        .testTarget(
            name: "MatchingTests", dependencies: ["Matching", "Planning", "Rules", "Interpreting", "RandomTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DispatchingTests", dependencies: ["Dispatching", "Matching", "RuleFiles", "Rules", "Interpreting", "RandomTestSupport"],
            swiftSettings: strict),
        .testTarget(name: "WireTests", dependencies: ["Wire", "RandomTestSupport", nioCore], swiftSettings: strict),
        .testTarget(
            name: "SessionsTests", dependencies: ["Sessions", "Wire", "Dispatching", "Interpreting", "RandomTestSupport", nioCore],
            swiftSettings: strict),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "PostgresTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "Sessions", "Wire", "Dispatching", "RuleFiles", "Rules", "Interpreting", "Postgres", "PostgresTestSupport",
                "RandomTestSupport", nioCore, logging,
            ],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Service", "Storage", "Sessions", "Dispatching", "Interpreting", "Rules", "RuleFiles", "Wire", "Postgres",
                "PostgresTestSupport", "Tolkbrug", "Client", nioCore, nioEmbedded, nioPosix, nioSSL, nioTLS, logging,
            ], swiftSettings: strict),
        .testTarget(
            name: "ClientTests", dependencies: ["Client", "Wire", nioCore, nioPosix, nioEmbedded, nioSSL], swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "Dispatching", "RuleFiles", "Rules", "Interpreting", nioCore],
            swiftSettings: strict),
        .testTarget(
            name: "RuleWalkTests",
            dependencies: ["Simulation", "Dispatching", "Matching", "RuleFiles", "Rules", "Interpreting", yams], swiftSettings: strict),
        .testTarget(
            name: "TolkbrugTests",
            dependencies: ["Tolkbrug", "Client", "Planning", "RuleFiles", "Rules", arguments], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)
