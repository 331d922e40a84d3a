import PluginAPI

private func check(_ status: Int32, _ what: String) throws {
  if status < 0 { throw PluginError(PluginError.Code(rawValue: status), "the host did not take \(what)") }
}

/// Takes named results; everything is copied at once. A key is put once.
public struct Sink {
  let raw: OpaquePointer?

  public func put(_ key: String, _ value: Int) throws { try check(host.pointee.put_i64(raw, key, Int64(value)), "'\(key)'") }
  public func put(_ key: String, _ value: Double) throws { try check(host.pointee.put_f64(raw, key, value), "'\(key)'") }
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

  public func put<Element: TensorElement>(_ key: String, _ values: [Element], shape: [Int]) throws {
    try values.withUnsafeBufferPointer { try put(key, $0, shape: shape) }
  }
  public func put<Element: TensorElement>(_ key: String, _ values: UnsafeBufferPointer<Element>, shape: [Int]) throws {
    try withTensor(values, shape: shape) { try check(host.pointee.put_tensor(raw, key, $0), "tensor '\(key)'") }
  }

  public func put(_ insight: Insight) throws {
    let members = insight.members.map(Int64.init)
    precondition(insight.scores.map { $0.count == members.count } ?? true, "an insight needs a score for each member")
    try insight.kind.withCString { kind in
      try insight.title.withCString { title in
        try members.withUnsafeBufferPointer { members in
          try (insight.scores ?? []).withUnsafeBufferPointer { scores in
            func send(_ details: UnsafePointer<CChar>?) throws {
              var finding = leap_insight()
              finding.struct_size = UInt32(MemoryLayout<leap_insight>.size)
              finding.kind = kind
              finding.title = title
              finding.severity = insight.severity
              finding.member_count = Int64(members.count)
              finding.members = members.baseAddress
              finding.scores = insight.scores == nil ? nil : scores.baseAddress
              finding.details_json = details
              try check(host.pointee.put_insight(raw, &finding), "an insight of kind '\(insight.kind)'")
            }
            if let details = insight.details { try details.text.withCString { try send($0) } } else { try send(nil) }
          }
        }
      }
    }
  }
}

/// A finding about some samples of a population.
public struct Insight: Sendable {
  /// Kebab case, e.g. "mislabeled".
  public var kind: String
  /// One sentence in plain words.
  public var title: String
  /// 0 to 1.
  public var severity: Double
  /// Rows of the population, most typical first.
  public var members: [Int]
  /// How sure for each member, 0 to 1.
  public var scores: [Double]?
  public var details: JSON?
  public init(kind: String, title: String, severity: Double, members: [Int], scores: [Double]? = nil, details: JSON? = nil) {
    self.kind = kind
    self.title = title
    self.severity = severity
    self.members = members
    self.scores = scores
    self.details = details
  }
}

/// Takes columns for the samples of the call; nil is a missing value. A column that is not filled is missing.
public struct Table {
  let raw: OpaquePointer?
  /// Samples of the call; what each column must have.
  public let count: Int

  public func fill(_ column: Int, _ values: [Double?]) throws {
    try send(column, values, 0) { host.pointee.fill_f64(raw, UInt32(column), $0, $1, $2) }
  }
  public func fill(_ column: Int, _ values: [Int?]) throws {
    try send(column, values.map { $0.map(Int64.init) }, 0) { host.pointee.fill_i64(raw, UInt32(column), $0, $1, $2) }
  }
  public func fill(_ column: Int, _ values: [Bool?]) throws {
    try send(column, values.map { $0.map { $0 ? UInt8(1) : 0 } }, 0) { host.pointee.fill_bool(raw, UInt32(column), $0, $1, $2) }
  }
  public func fill(_ column: Int, _ values: [String?]) throws {
    precondition(values.count == count, "column \(column) needs \(count) values")
    let copies = values.map { $0.map { text in ContiguousArray(text.utf8CString) } }
    var starts: [Int?] = []
    var bytes: [CChar] = []
    for copy in copies {
      starts.append(copy == nil ? nil : bytes.count)
      if let copy { bytes.append(contentsOf: copy) }
    }
    try bytes.withUnsafeBufferPointer { bytes in
      let pointers = starts.map { start in start.map { bytes.baseAddress! + $0 } }
      try pointers.withUnsafeBufferPointer {
        try check(host.pointee.fill_str(raw, UInt32(column), $0.baseAddress, Int64(count)), "column \(column)")
      }
    }
  }

  private func send<Value>(
    _ column: Int, _ values: [Value?], _ filler: Value,
    _ call: (UnsafePointer<Value>?, UnsafePointer<UInt8>?, Int64) -> Int32
  ) throws {
    precondition(values.count == count, "column \(column) needs \(count) values")
    let plain = values.map { $0 ?? filler }
    let present = values.map { UInt8($0 == nil ? 0 : 1) }
    try plain.withUnsafeBufferPointer { plain in
      try present.withUnsafeBufferPointer { present in
        try check(call(plain.baseAddress, present.baseAddress, Int64(count)), "column \(column)")
      }
    }
  }
}

/// Takes the bytes of a plugin's state.
public struct OutputStream {
  let raw: OpaquePointer?
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try check(host.pointee.write(raw, bytes.baseAddress, bytes.count), "\(bytes.count) bytes of state")
  }
  public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// Gives the bytes of a plugin's state back.
public struct InputStream {
  let raw: OpaquePointer?
  /// Fills up to `buffer.count` bytes; 0 at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var got = 0
    try check(host.pointee.read(raw, buffer.baseAddress, buffer.count, &got), "the request for state")
    return got
  }
  /// In `load` of an analyzer: all bytes in place, from a multiple of 64 bytes on, where the host has them so. They stay until
  /// the instance's next `fit`, its next `load` that succeeds, or its end. Nil: read them.
  public var mapped: UnsafeRawBufferPointer? {
    let needed = MemoryLayout<leap_host>.offset(of: \.map)! + MemoryLayout<UnsafeRawPointer>.size
    guard Int(host.pointee.struct_size) >= needed, let map = host.pointee.map else { return nil }
    var (start, length): (UnsafeRawPointer?, Int) = (nil, 0)
    guard map(raw, &start, &length) == LEAP_OK, let start else { return nil }
    return UnsafeRawBufferPointer(start: start, count: length)
  }
  /// All that is left.
  /// - Throws: `.data` when there is more than `limit`.
  public func readAll(limit: Int = 1 << 32) throws -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try chunk.withUnsafeMutableBytes { try read(into: $0) }
      if got == 0 { return all }
      guard all.count + got <= limit else { throw PluginError(.data, "the state is larger than \(limit) bytes") }
      all.append(contentsOf: chunk[..<got])
    }
  }
}
