/// The static description of a component.
public struct Manifest: Sendable {
  /// Kebab case, unique in the library.
  public var id: String
  /// The name that people see, in a few words.
  public var title: String
  /// What the component does, in one sentence.
  public var summary: String
  /// What the component promises.
  public var traits: Traits
  /// What may stand under `options:` in leap.yaml.
  public var options: OptionTable

  /// The description of a component that takes no options, unless a table says which.
  public init(
    id: String, title: String, summary: String, traits: Traits = .deterministic, options: OptionTable = OptionTable()
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.traits = traits
    self.options = options
  }
}
