import ArgumentParser
import ProjectConfiguration

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of leap.yaml, or its reference.",
    discussion: """
      Editors complete and check leap.yaml with it. Both come from the tables that the reader itself uses.

      Example: leap-host schema > leap-yaml.schema.json
      Example: leap-host schema --markdown
      """)

  @Flag(name: .long, help: "The reference for people, as docs/leap-yaml.md.")
  var markdown = false

  mutating func run() throws { print(markdown ? ProjectPlan.reference : ProjectPlan.jsonSchema, terminator: "") }
}
