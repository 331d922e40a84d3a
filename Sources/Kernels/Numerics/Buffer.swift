/// Zeroed memory of a fixed size, aligned to 64 bytes; the pointer is valid as long as the object lives. A vector that begins
/// at any element may be read whole: 64 bytes follow the last.
package final class Buffer<Element: BitwiseCopyable> {
  package let count: Int
  package let pointer: UnsafeMutablePointer<Element>

  package init(_ count: Int) {
    self.count = count
    let bytes = count * MemoryLayout<Element>.stride + 64
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    pointer = raw.bindMemory(to: Element.self, capacity: max(1, count))
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}

/// The next multiple of 8: what channels and units are padded to. Padding holds zeros everywhere, always.
@inline(__always) func padded8(_ n: Int) -> Int { (n + 7) & ~7 }
