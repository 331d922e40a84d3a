import Core
import Foundation

/// Where arrays, texts and outputs of calls lie.
protocol ArgumentMemory: AnyObject {
  /// Room for `size` bytes that `fill` has filled, aligned for every number; good as long as this object lives.
  func hold(_ size: Int, writable: Bool, fill: (UnsafeMutableRawPointer) -> Void) throws -> UnsafeMutableRawPointer
}

/// Ordinary memory, for the calls of a run.
final class HeapMemory: ArgumentMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  func hold(_ size: Int, writable: Bool, fill: (UnsafeMutableRawPointer) -> Void) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: max(size, 8), alignment: 64)
    blocks.append(block)
    fill(block)
    return block
  }

  deinit { for block in blocks { block.deallocate() } }
}

/// Memory that tells on functions that leave it: each block ends where a page without access begins, so that one byte too far
/// is a SIGSEGV; blocks that are only to be read cannot be written; and what stands before a block is compared afterwards.
///
/// Only for the process that tries functions out: blocks are never given back.
final class GuardedMemory: ArgumentMemory {
  private var margins: [UnsafeRawBufferPointer] = []
  private static let pattern: UInt8 = 0xA5

  func hold(_ size: Int, writable: Bool, fill: (UnsafeMutableRawPointer) -> Void) throws -> UnsafeMutableRawPointer {
    let page = sysconf(Int32(_SC_PAGESIZE))
    let length = (max(size, 1) + page - 1) / page * page
    // A page without access on either side.
    guard let base = mmap(nil, length + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), base != MAP_FAILED,
      mprotect(base + page, length, PROT_READ | PROT_WRITE) == 0
    else {
      throw LeapError(.system, doing: "setting memory aside", problem: String(cString: strerror(errno)))
    }
    let (start, block) = (base + page, base + page + length - size)
    start.initializeMemory(as: UInt8.self, repeating: Self.pattern, count: length - size)
    fill(block)
    margins.append(UnsafeRawBufferPointer(start: start, count: length - size))
    if !writable { mprotect(start, length, PROT_READ) }
    return block
  }

  /// Whether something was written before the start of a block.
  var isDamaged: Bool { margins.contains { !$0.allSatisfy { $0 == Self.pattern } } }
}
