import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Testing

/// What the shipped plugins take, on which people's leap.yaml relies.
@Suite struct PluginOptionsTests {
  /// Names, types, bounds, words and defaults of every option. Whoever changes one changes projects: do it on purpose, in
  /// Tests/Fixtures/options/schemas.json too, and say so in CHANGELOG.md.
  @Test(arguments: ShippedPluginTests.names) func takesWhatIsPinned(_ name: String) throws {
    let file = Support.repository + "/Tests/Fixtures/options/schemas.json"
    let pinned = try JSONDecoder().decode([String: JSONValue].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    let component = try #require(try PluginLibrary(loading: Support.products + "/" + name).components.first)
    let schema = try #require(component.optionsSchema)
    #expect(meaning(of: try JSONDecoder().decode(JSONValue.self, from: Data(schema.utf8))) == pinned[name])
  }

  /// Every option says what it does.
  @Test(arguments: ShippedPluginTests.names) func describesEveryOption(_ name: String) throws {
    let component = try #require(try PluginLibrary(loading: Support.products + "/" + name).components.first)
    let reference = try OptionsSchema(json: component.optionsSchema, of: component.id).reference
    #expect(!reference.contains("|  |\n"), "\(reference)")
  }

  /// docs/plugins.md has the tables that the schemas give.
  @Test(arguments: ShippedPluginTests.names) func theDocumentIsNotStale(_ name: String) throws {
    let document = try String(contentsOfFile: Support.repository + "/docs/plugins.md", encoding: .utf8)
    let component = try #require(try PluginLibrary(loading: Support.products + "/" + name).components.first)
    let reference = try OptionsSchema(json: component.optionsSchema, of: component.id).reference
    let part = "<!-- options of \(name): written by script/write-docs, do not edit -->\n\n\(reference)\n<!-- end of options -->\n"
    #expect(document.contains(part), "write docs/plugins.md anew: script/write-docs")
  }

  /// A schema without what people read.
  private func meaning(of schema: JSONValue) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    members["description"] = nil
    if case .object(let properties)? = members["properties"] { members["properties"] = .object(properties.mapValues(meaning)) }
    if let items = members["items"] { members["items"] = meaning(of: items) }
    if case .array(let forms)? = members["oneOf"] { members["oneOf"] = .array(forms.map(meaning)) }
    return .object(members)
  }
}
