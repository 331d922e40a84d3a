import PluginAPI

/// A tensor to read: compact, row-major, borrowed until the call returns.
public struct TensorView<Element: TensorElement> {
  /// Sizes, the batch first.
  public let shape: [Int]
  /// All values, row by row.
  public let values: UnsafeBufferPointer<Element>

  /// Checks type, rank, sizes and layout once, so that indexing by shape stays inside the memory.
  /// - Parameters:
  ///   - name: As errors call the tensor.
  ///   - expected: The sizes; nil for one that may be anything.
  /// - Throws: `.argument` that says what does not fit.
  public init(_ raw: UnsafePointer<leap_tensor>?, _ name: String, _ expected: [Int?]) throws {
    let checked = try checkedTensor(raw, name, expected, Element.dtype)
    shape = checked.shape
    values = UnsafeBufferPointer(start: checked.data?.assumingMemoryBound(to: Element.self), count: checked.count)
  }

  /// A view of the plugin's own memory, which must stay as long as the view is used and hold as many values as `shape` says.
  public init(_ values: UnsafePointer<Element>, shape: [Int]) {
    self.shape = shape
    self.values = UnsafeBufferPointer(start: values, count: shape.reduce(1, *))
  }
}

/// A tensor to fill: compact, row-major, the host's memory, to be forgotten when the call returns.
public struct MutableTensorView<Element: TensorElement> {
  /// Sizes, the batch first.
  public let shape: [Int]
  /// All values, row by row.
  public let values: UnsafeMutableBufferPointer<Element>

  /// Checks type, rank, sizes and layout once, so that indexing by shape stays inside the memory.
  /// - Parameters:
  ///   - name: As errors call the tensor.
  ///   - expected: The sizes; nil for one that may be anything.
  /// - Throws: `.argument` that says what does not fit.
  public init(_ raw: UnsafePointer<leap_tensor>?, _ name: String, _ expected: [Int?]) throws {
    let checked = try checkedTensor(raw, name, expected, Element.dtype)
    shape = checked.shape
    values = UnsafeMutableBufferPointer(start: checked.data?.assumingMemoryBound(to: Element.self), count: checked.count)
  }

  /// A view of the plugin's own memory, which must stay as long as the view is used and hold as many values as `shape` says.
  public init(_ values: UnsafeMutablePointer<Element>, shape: [Int]) {
    self.shape = shape
    self.values = UnsafeMutableBufferPointer(start: values, count: shape.reduce(1, *))
  }
}
