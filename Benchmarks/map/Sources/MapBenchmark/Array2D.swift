import Glibc

/// Rows of floats, as `.npy` files of version 1 hold them; written with nothing checked but what a benchmark needs.
final class Array2D {
  let count: Int
  let width: Int
  let values: UnsafeMutablePointer<Float>

  init(count: Int, width: Int) {
    (self.count, self.width) = (count, width)
    values = .allocate(capacity: max(1, count * width))
  }

  deinit { values.deallocate() }

  /// - Parameter path: of a C-ordered, little-endian float32 array.
  convenience init(npy path: String) {
    guard let file = fopen(path, "rb") else { fatalError("cannot open \(path)") }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 10)
    precondition(fread(&start, 1, 10, file) == 10 && start[6] == 1, "\(path) is no .npy file of version 1")
    var header = [UInt8](repeating: 0, count: Int(start[8]) | Int(start[9]) << 8)
    precondition(fread(&header, 1, header.count, file) == header.count)
    let text = String(decoding: header, as: UTF8.self)
    precondition(text.contains("'<f4'") && text.contains("False"), "\(path) is not a C-ordered array of float32")
    let open = text.lastIndex(of: "(")!, close = text.lastIndex(of: ")")!
    let shape = text[text.index(after: open)..<close].split(whereSeparator: { !$0.isNumber }).map { Int($0)! }
    self.init(count: shape[0], width: shape[1])
    precondition(fread(values, 4, count * width, file) == count * width, "\(path) is cut short")
  }

  func write(npy path: String) {
    guard let file = fopen(path, "wb") else { fatalError("cannot write \(path)") }
    defer { fclose(file) }
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(count), \(width)), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
    precondition(fwrite(start, 1, 10, file) == 10 && fwrite(Array(header.utf8), 1, 118, file) == 118)
    precondition(fwrite(values, 4, count * width, file) == count * width)
  }
}
