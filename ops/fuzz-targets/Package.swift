// swift-tools-version: 6.1
import PackageDescription

// The fuzz target is a package of its own, because its flags instrument everything they are given. `ops/fuzz` builds it.
// Sources/Wire is a link to the target of the main package.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

let package = Package(
    name: "fuzz-targets",
    dependencies: [.package(url: "https://github.com/apple/swift-nio", from: "2.101.2")],
    targets: [
        .target(name: "Wire", dependencies: [nioCore], swiftSettings: instrumented),
        .systemLibrary(name: "CLibFuzzer"),
        .executableTarget(
            name: "WireFuzz", dependencies: ["Wire", "CLibFuzzer", nioCore], swiftSettings: instrumented,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
)
