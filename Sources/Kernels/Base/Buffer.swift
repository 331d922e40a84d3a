/// Memory of a fixed size, zeroed, aligned to 64 bytes; the pointer is valid as long as the object lives. A vector that begins
/// at any element may be read whole: 64 bytes follow the last.
package final class Buffer<Element: BitwiseCopyable> {
  /// How many elements there is room for.
  package let count: Int
  /// The first element; it may be read and written as long as the buffer lives.
  package let pointer: UnsafeMutablePointer<Element>

  /// Room for `count` elements, all bits zero.
  package init(_ count: Int) {
    self.count = count
    pointer = Self.allocate(count, zeroedFrom: 0)
  }

  /// Not zeroed, for who writes every element before one is read: large results are not gone over twice.
  package init(overwritten count: Int) {
    self.count = count
    pointer = Self.allocate(count, zeroedFrom: count)
  }

  private static func allocate(_ count: Int, zeroedFrom first: Int) -> UnsafeMutablePointer<Element> {
    let stride = MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: count * stride + 64, alignment: 64)
    (raw + first * stride).initializeMemory(as: UInt8.self, repeating: 0, count: (count - first) * stride + 64)
    return raw.bindMemory(to: Element.self, capacity: max(1, count))
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}

/// Memory that is kept from call to call: a new buffer, zeroed, where there is none or it has fewer than `count` elements.
func grow<Element>(_ buffer: inout Buffer<Element>?, to count: Int) {
  if (buffer?.count ?? -1) < count { buffer = Buffer(count) }
}

/// The next multiple of 8: what channels and units are padded to. Padding holds zeros everywhere, always.
@inline(__always) func padded8(_ n: Int) -> Int { (n + 7) & ~7 }
