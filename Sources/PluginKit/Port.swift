import PluginAPI

/// The type of one tensor without its batch dimension.
public struct Port: Hashable, Sendable {
  /// How people and other plugins ask for it, e.g. "conv1"; at most 63 bytes cross the border.
  public var name: String
  /// The type of its values.
  public var dtype: DType
  /// Sizes without the batch, e.g. `[channels, height, width]`.
  public var shape: [Int]
  /// The values are the model's latent features, by which samples are compared.
  public var isFeatures = false
  /// The values are maps `[channels, height, width]` that class activation maps can explain.
  public var isMaps = false
  /// Gradients towards it can be had summed over its positions, see `GradientRequest`.
  public var offersSums = false

  /// A port with values of one type; `shape` is without the batch.
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

  /// How many values one sample has.
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
