import ArgumentParser
import Service

/// Which server: the options by which `serve` and whoever repairs its database find the same folder and the same database.
struct ServerOptions: ParsableArguments {
    @Option(
        name: [.customShort("c"), .long],
        help: "The server's YAML file; tolkbrug.example.yaml, in ops or share/doc/tolkbrug, explains it.")
    var configuration: String?

    @Option(help: "The folder of the embedded database, development certificates and first token; var when left out.")
    var data: String?

    @Option(help: "A libpq URL, instead of the embedded database.")
    var database: String?

    @Option(help: "The directory of the rule files; otherwise $TOLKBRUG_RULES, ./rules, or that of the installation.")
    var rules: String?

    /// The file's settings with those of the command line over them.
    func settings() throws -> Configuration {
        var settings = try configuration.map { try ConfigurationFile.load($0) } ?? Configuration()
        if let data { settings.data = data }
        if let database { settings.databaseURL = database }
        if let rules { settings.rules = rules }
        return settings
    }
}
