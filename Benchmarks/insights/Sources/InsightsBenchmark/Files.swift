import Glibc

struct Unreadable: Error { let path: String }

/// A file's bytes as values of one type, kept until the end.
func values<Value: BitwiseCopyable>(_ path: String, _: Value.Type) throws -> UnsafeMutableBufferPointer<Value> {
  guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  let count = ftell(file) / MemoryLayout<Value>.stride
  rewind(file)
  let values = UnsafeMutableBufferPointer<Value>.allocate(capacity: max(1, count))
  guard fread(values.baseAddress!, MemoryLayout<Value>.stride, count, file) == count else { throw Unreadable(path: path) }
  return UnsafeMutableBufferPointer(rebasing: values[..<count])
}

func write<Value: BitwiseCopyable>(_ values: [Value], to path: String) throws {
  guard let file = fopen(path, "wb") else { throw Unreadable(path: path) }
  defer { fclose(file) }
  guard fwrite(values, MemoryLayout<Value>.stride, values.count, file) == values.count else { throw Unreadable(path: path) }
}
