import Glibc

/// Bytes that stay where they are until the object goes: a file mapped into memory, or memory of our own.
final class ByteStore {
  let bytes: UnsafeBufferPointer<UInt8>
  private let base: UnsafeMutableRawPointer?
  private let length: Int

  /// Maps a file, read-only, without copying it. An empty file has no bytes.
  /// - Throws: `.io` with the file's name and the system's reason.
  init(mapping path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError.io("open", path) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw FileError.io("read the size of", path) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw FileError.data(path, "is not a regular file") }
    length = Int(facts.st_size)
    guard length > 0 else {
      base = nil
      bytes = UnsafeBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw FileError.io("map", path)
    }
    base = start
    bytes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: length)
  }

  /// Memory of `length` bytes that `fill` writes.
  /// - Throws: `.noMemory`, or what `fill` throws.
  init(length: Int, for path: String, fill: (UnsafeMutableBufferPointer<UInt8>) throws -> Void) throws {
    let mapped = max(1, length)
    guard let start = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), start != MAP_FAILED else {
      throw FileError.noMemory(path, length)
    }
    base = start
    self.length = mapped
    let writable = UnsafeMutableBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: length)
    bytes = UnsafeBufferPointer(writable)
    try fill(writable)
  }

  deinit {
    if let base { munmap(base, length) }
  }
}
