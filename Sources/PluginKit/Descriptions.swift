import PluginAPI

/// The type of one tensor without its batch dimension.
public struct Port: Hashable, Sendable {
  public var name: String
  public var dtype: DType
  /// Sizes without the batch, e.g. `[channels, height, width]`.
  public var shape: [Int]
  /// These are the latent features.
  public var isFeatures = false
  /// `[channels, height, width]` maps that class activation maps can explain.
  public var isMaps = false
  /// Gradients towards it can be had summed over its positions, see `GradientRequest`.
  public var offersSums = false

  public init(
    _ name: String, _ dtype: DType = .float32, shape: [Int], isFeatures: Bool = false, isMaps: Bool = false,
    offersSums: Bool = false
  ) {
    self.name = name
    self.dtype = dtype
    self.shape = shape
    self.isFeatures = isFeatures
    self.isMaps = isMaps
    self.offersSums = offersSums
  }

  public var count: Int { shape.reduce(1, *) }

  init(_ raw: leap_port) throws {
    guard raw.ndim >= 0, raw.ndim <= LEAP_DIM_MAX else { throw PluginError(.argument, "a port has \(raw.ndim) dimensions") }
    var raw = raw
    name = nameText(&raw.name)
    dtype = DType(code: raw.dtype_code, bits: raw.dtype_bits)
    shape = withUnsafeBytes(of: &raw.dim) { Array($0.bindMemory(to: Int64.self).prefix(Int(raw.ndim)).map { Int($0) }) }
    isFeatures = Int(raw.flags) & Int(LEAP_PORT_FEATURES) != 0
    isMaps = Int(raw.flags) & Int(LEAP_PORT_MAPS) != 0
    offersSums = Int(raw.flags) & Int(LEAP_PORT_SUMS) != 0
  }

  var raw: leap_port {
    precondition(shape.count <= LEAP_DIM_MAX, "port '\(name)' has more than \(LEAP_DIM_MAX) dimensions")
    var port = leap_port()
    setName(&port.name, name)
    port.dtype_code = dtype.code
    port.dtype_bits = dtype.bits
    port.flags = UInt16(
      (isFeatures ? LEAP_PORT_FEATURES : 0) | (isMaps ? LEAP_PORT_MAPS : 0) | (offersSums ? LEAP_PORT_SUMS : 0))
    port.ndim = Int32(shape.count)
    withUnsafeMutableBytes(of: &port.dim) { bytes in
      let sizes = bytes.bindMemory(to: Int64.self)
      for (i, size) in shape.enumerated() { sizes[i] = Int64(size) }
    }
    return port
  }
}

/// What the samples of a subset are for.
public enum SubsetState: UInt32, Sendable { case training = 1, validation, test, unlabeled }

/// A part of a data set. Its samples are called `name:index`.
public struct Subset: Hashable, Sendable {
  public var name: String
  public var state: SubsetState
  public var count: Int
  public init(_ name: String, _ state: SubsetState, count: Int) {
    self.name = name
    self.state = state
    self.count = count
  }
  var raw: leap_subset {
    var subset = leap_subset()
    setName(&subset.name, name)
    subset.state = state.rawValue
    subset.count = Int64(count)
    return subset
  }
}

/// A column that a component fills: one value a sample, any of them may be missing.
public struct Column: Hashable, Sendable {
  public enum Kind: UInt32, Sendable { case float64 = 1, int64, bool, string }
  public enum Direction: UInt32, Sendable { case none, up, down }
  public var name: String
  public var kind: Kind
  /// Which way is better; `.none` for what is neither.
  public var direction: Direction
  /// What it says and in which unit.
  public var summary: String
  public init(_ name: String, _ kind: Kind, _ summary: String = "", direction: Direction = .none) {
    self.name = name
    self.kind = kind
    self.direction = direction
    self.summary = summary
  }
  init(_ raw: inout leap_column) {
    self.init(
      nameText(&raw.name), Kind(rawValue: raw.type) ?? .float64, nameText(&raw.summary),
      direction: Direction(rawValue: raw.direction) ?? .none)
  }

  var raw: leap_column {
    var column = leap_column()
    setName(&column.name, name)
    column.type = kind.rawValue
    column.direction = direction.rawValue
    setName(&column.summary, summary)
    return column
  }
}

/// Copies `text` into a fixed C string, cut at a whole character where it is too long.
private func setName<Field>(_ field: inout Field, _ text: String) {
  withUnsafeMutableBytes(of: &field) { bytes in
    var used = 0
    for character in text {
      let utf8 = character.utf8
      guard used + utf8.count < bytes.count else { break }
      for byte in utf8 {
        bytes[used] = byte
        used += 1
      }
    }
    for i in used..<bytes.count { bytes[i] = 0 }
  }
}

private func nameText<Field>(_ field: inout Field) -> String {
  withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
