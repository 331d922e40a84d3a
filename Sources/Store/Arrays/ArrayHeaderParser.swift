import Core

extension ArrayHeader {
  /// Bytes that hold any header of format 1.0.
  static let longest = 10 + 0xFFFF

  /// - Parameters:
  ///   - bytes: the beginning of the file, `longest` bytes or the whole file.
  ///   - fileSize: bytes of the whole file, which must be exactly header and numbers.
  ///   - path: for messages.
  init(parsing bytes: [UInt8], fileSize: Int, path: String) throws {
    func wrong(_ problem: String, _ remedy: String = "save it again with numpy.save") -> LeapError {
      LeapError(.data, doing: "reading array '\(fileName(path))'", problem: problem, place: path, remedy: remedy)
    }
    guard bytes.count >= 10, bytes.starts(with: Self.magic) else { throw wrong("it is not a .npy file") }
    guard bytes[6] == 1, bytes[7] == 0 else { throw wrong("it has format \(bytes[6]).\(bytes[7]), and only 1.0 is read") }
    let end = 10 + Int(Bytes.read(UInt16.self, from: bytes, at: 8))
    guard end <= bytes.count, end <= fileSize else { throw wrong("its header is cut off") }
    var parser = DictionaryParser(text: bytes[10..<end])
    guard let fields = parser.parse() else { throw wrong("its header cannot be read") }

    guard let dtype = DType.allCases.first(where: { $0.numpyName == fields.descr }) else {
      throw wrong(
        "its numbers are of type '\(fields.descr)'",
        "convert them first, e.g. array.astype('<f4'); readable are \(DType.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard !fields.fortran else { throw wrong("it is in Fortran order", "save numpy.ascontiguousarray(array)") }
    guard let size = Self.bytes(fields.shape, of: dtype) else { throw wrong("its shape \(fields.shape) is impossibly large") }
    guard fileSize == end + size else {
      throw wrong("its shape \(fields.shape) needs \(end + size) bytes, but the file has \(fileSize)")
    }
    self.init(dtype: dtype, shape: fields.shape, dataOffset: end)
  }
}

/// Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }` with its keys in any order, each once.
private struct DictionaryParser {
  var text: ArraySlice<UInt8>

  mutating func parse() -> (descr: String, fortran: Bool, shape: [Int])? {
    guard text.allSatisfy({ $0 < 0x80 }), text.last == UInt8(ascii: "\n"), take("{") else { return nil }
    var descr: String?
    var fortran: Bool?
    var shape: [Int]?
    while !take("}") {
      guard let key = string(), take(":") else { return nil }
      switch key {
      case "descr" where descr == nil:
        descr = string()
        if descr == nil { return nil }
      case "fortran_order" where fortran == nil:
        if take("True") { fortran = true } else if take("False") { fortran = false } else { return nil }
      case "shape" where shape == nil:
        shape = tuple()
        if shape == nil { return nil }
      default: return nil
      }
      if !take(",") {
        guard take("}") else { return nil }
        break
      }
    }
    guard text.allSatisfy(isSpace), let descr, let fortran, let shape else { return nil }
    return (descr, fortran, shape)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  private mutating func take(_ word: String) -> Bool {
    let rest = text.drop(while: isSpace)
    guard rest.starts(with: word.utf8) else { return false }
    text = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func string() -> String? {
    let quote: UInt8
    if take("'") { quote = UInt8(ascii: "'") } else if take("\"") { quote = UInt8(ascii: "\"") } else { return nil }
    guard let end = text.firstIndex(of: quote) else { return nil }
    let content = text[text.startIndex..<end]
    text = text[(end + 1)...]
    return content.contains(UInt8(ascii: "\\")) ? nil : String(decoding: content, as: UTF8.self)
  }

  /// Reads a tuple of at most 32 sizes, as NumPy has them; nil where there is none.
  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var sizes: [Int] = []
    while !take(")") {
      text = text.drop(while: isSpace)
      let digits = text.prefix { (0x30...0x39).contains($0) }
      guard sizes.count < 32, let size = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      text = text.dropFirst(digits.count)
      sizes.append(size)
      if take(",") { continue }
      // (3) is a number in Python, not a tuple.
      return sizes.count > 1 && take(")") ? sizes : nil
    }
    return sizes
  }
}
