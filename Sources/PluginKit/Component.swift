import PluginAPI

/// What a component promises, for the host to choose threads and sandbox by.
public struct Traits: OptionSet, Sendable {
  /// The flags of the ABI, `LEAP_CONCURRENT` and so on.
  public var rawValue: UInt32
  /// Promises by their flags in the ABI.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  init(_ value: Int) { self.init(rawValue: UInt32(value)) }
  /// One instance may be called by several threads at once.
  public static let concurrent = Traits(LEAP_CONCURRENT)
  /// Same inputs, same bytes.
  public static let deterministic = Traits(LEAP_DETERMINISTIC)
  /// It opens files for reading.
  public static let readsFiles = Traits(LEAP_READS_FILES)
  /// It makes or changes files.
  public static let writesFiles = Traits(LEAP_WRITES_FILES)
  /// It talks to other machines.
  public static let network = Traits(LEAP_NETWORK)
  /// It has threads of its own beside the host's.
  public static let spawnsThreads = Traits(LEAP_SPAWNS_THREADS)
  /// An analyzer that looks at the columns of its population, and is run again when one of them changes.
  public static let readsColumns = Traits(LEAP_READS_COLUMNS)
}

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

/// One thing that a library offers. A type that conforms to one of the role protocols (`DatasetPlugin`, `ModelPlugin`,
/// `MetadataPlugin`, `MetricPlugin`, `VisualizerPlugin`, `AnalyzerPlugin`) is listed in its `Library`.
public protocol Component: AnyObject {
  /// What the host learns of the component before it makes an instance.
  static var manifest: Manifest { get }
  /// Makes one instance.
  /// - Parameter options: Those of the manifest's table, within their bounds and with defaults filled in.
  init(options: OptionValues, call: Call) throws
}

/// A role that a component plays: its id in the ABI and its table of functions.
struct Role {
  let id: String
  let table: UnsafeRawPointer

  /// Finds the role of a type by its conformance.
  init(of type: any Component.Type) {
    if let type = type as? any DatasetPlugin.Type {
      (id, table) = (LEAP_ROLE_DATASET, datasetTable(type))
    } else if let type = type as? any ModelPlugin.Type {
      (id, table) = (LEAP_ROLE_MODEL, modelTable(type))
    } else if let type = type as? any MetadataPlugin.Type {
      (id, table) = (LEAP_ROLE_METADATA, metadataTable(type))
    } else if let type = type as? any MetricPlugin.Type {
      (id, table) = (LEAP_ROLE_METRIC, metricTable(type))
    } else if let type = type as? any VisualizerPlugin.Type {
      (id, table) = (LEAP_ROLE_VISUALIZER, visualizerTable(type))
    } else if let type = type as? any AnalyzerPlugin.Type {
      (id, table) = (LEAP_ROLE_ANALYZER, analyzerTable(type))
    } else {
      preconditionFailure("\(type) plays no role: conform it to DatasetPlugin, ModelPlugin, ...")
    }
  }
}

/// Copies a table to memory that lives until the process ends, as the ABI asks.
func immortal<Table>(_ table: Table) -> UnsafeMutablePointer<Table> {
  let memory = UnsafeMutablePointer<Table>.allocate(capacity: 1)
  memory.initialize(to: table)
  return memory
}

/// A C string that lives until the process ends.
func immortal(_ text: String) -> UnsafePointer<CChar> {
  let utf8 = text.utf8CString
  let memory = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
  for (i, byte) in utf8.enumerated() { memory[i] = byte }
  return UnsafePointer(memory)
}
