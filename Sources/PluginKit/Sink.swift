import PluginAPI

/// Turns a status that a function of the host answered into an error.
/// - Throws: the code of a host's function that failed; `what` says what the host was given.
func check(_ status: Int32, _ what: String) throws {
  if status < 0 { throw PluginError(PluginError.Code(rawValue: status), "the host did not take \(what)") }
}

/// Takes named results, each of which it copies at once. A key is put once; each role says which keys the host knows.
///
/// All methods throw the host's code where it does not take what it is given.
public struct Sink {
  let raw: OpaquePointer?

  /// Puts a whole number.
  public func put(_ key: String, _ value: Int) throws { try check(host.pointee.put_i64(raw, key, Int64(value)), "'\(key)'") }

  /// Puts a real number under a key that has not been put yet.
  public func put(_ key: String, _ value: Double) throws { try check(host.pointee.put_f64(raw, key, value), "'\(key)'") }

  /// Puts a text under a key that has not been put yet; under the key "" it is added to a list.
  public func put(_ key: String, _ text: String) throws {
    var text = text
    try text.withUTF8 { utf8 in
      try utf8.withMemoryRebound(to: CChar.self) {
        try check(host.pointee.put_str(raw, key, $0.baseAddress, $0.count), "'\(key)'")
      }
    }
  }

  /// Appends to the sink's list of texts.
  public func append(_ text: String) throws { try put("", text) }

  /// Puts a tensor, row by row.
  /// - Precondition: `values` has as many elements as `shape` says.
  public func put<Element: TensorElement>(_ key: String, _ values: [Element], shape: [Int]) throws {
    try values.withUnsafeBufferPointer { try put(key, $0, shape: shape) }
  }

  /// Puts a tensor, row by row, from where it lies.
  /// - Precondition: `values` has as many elements as `shape` says.
  public func put<Element: TensorElement>(_ key: String, _ values: UnsafeBufferPointer<Element>, shape: [Int]) throws {
    try withTensor(values, shape: shape) { try check(host.pointee.put_tensor(raw, key, $0), "tensor '\(key)'") }
  }
}
