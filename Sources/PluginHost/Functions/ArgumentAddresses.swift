/// Where the arguments of a row of calls are, so that a call only moves addresses: argument `i` of call `row` is at
/// `bases[i] + row * strides[i]`.
struct ArgumentAddresses {
  private let calls: Int
  /// Of the arguments themselves: numbers, and pointers to the rest.
  private let cells: HeapMemory
  private var bases: [UnsafeMutableRawPointer] = []
  private var strides: [Int] = []

  init(calls: Int, cells: HeapMemory) {
    self.calls = calls
    self.cells = cells
  }

  /// One more argument: `size` bytes that `fill` has filled, of which a call is `stride` bytes behind the call before it.
  mutating func add(_ size: Int, stride: Int, fill: (UnsafeMutableRawPointer) -> Void) {
    bases.append(cells.hold(size, writable: true, fill: fill))
    strides.append(stride)
  }

  /// A pointer that is the same in every call.
  mutating func addPointer(_ target: UnsafeMutableRawPointer?) {
    add(8, stride: 0) { $0.storeBytes(of: target, as: UnsafeMutableRawPointer?.self) }
  }

  /// A pointer of each call.
  mutating func addPointers(_ target: (Int) -> UnsafeMutableRawPointer?) {
    let count = calls
    add(8 * count, stride: 8) {
      for row in 0..<count { $0.storeBytes(of: target(row), toByteOffset: 8 * row, as: UnsafeMutableRawPointer?.self) }
    }
  }

  /// Hands out the addresses of the arguments of some rows, good until `call` returns.
  func visit(
    _ rows: Range<Int>, skipping isSkipped: [Bool], call: (Int, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Void
  ) {
    let count = bases.count
    let arguments = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: max(1, count))
    defer { arguments.deallocate() }
    bases.withUnsafeBufferPointer { bases in
      strides.withUnsafeBufferPointer { strides in
        isSkipped.withUnsafeBufferPointer { isSkipped in
          for row in rows where !isSkipped[row] {
            for i in 0..<count { arguments[i] = bases[i] + row * strides[i] }
            call(row, arguments)
          }
        }
      }
    }
  }
}
