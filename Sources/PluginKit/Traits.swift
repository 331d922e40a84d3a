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
  /// The component gives the same bytes for the same inputs.
  public static let deterministic = Traits(LEAP_DETERMINISTIC)
  /// The component opens files for reading.
  public static let readsFiles = Traits(LEAP_READS_FILES)
  /// The component makes or changes files.
  public static let writesFiles = Traits(LEAP_WRITES_FILES)
  /// The component talks to other machines.
  public static let network = Traits(LEAP_NETWORK)
  /// The component has threads of its own beside the host's.
  public static let spawnsThreads = Traits(LEAP_SPAWNS_THREADS)
  /// An analyzer that looks at the columns of its population, and is run again when one of them changes.
  public static let readsColumns = Traits(LEAP_READS_COLUMNS)
}
