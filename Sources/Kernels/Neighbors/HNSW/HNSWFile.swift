/// The bytes of an approximate index: links without vectors, laid out flat, so that a mapped file can be used as it is.
///
/// Little endian. A header of 16 words of 8 bytes: magic, version, bytes in all, checksum (of all other
/// bytes), rows, dimensions, M, efConstruction, ef, seed, metric, entry, lists above the lowest level, recall (a double; NaN:
/// not measured), checksum of the rows, 0. Then, each from a multiple of 64 bytes on: the row of each point (int32), its level (uint8),
/// links of the lowest level (uint32 `[rows, 1 + 2 M]`), links above (uint32 `[lists, 1 + M]`).
public struct HNSWFile {
  /// What is wrong with the bytes, to be read after "the index".
  public struct Damage: Error, CustomStringConvertible {
    /// What is wrong, to be read after "the index".
    public let description: String
  }

  static let magic: UInt64 = 0x5753_4E48_5041_454C  // "LEAPHNSW"
  static let version: UInt64 = 1
  static let headerWords = 16

  /// Where the sections begin, and the end; nil where sizes overflow.
  static func sections(rows: UInt64, lists: UInt64, degree: UInt64) -> [Int]? {
    guard rows <= UInt64(Int32.max), lists <= 16 * rows, degree >= 2, degree <= 512 else { return nil }
    let sizes = [UInt64(headerWords) * 8, rows * 4, rows, rows * (1 + 2 * degree) * 4, lists * (1 + degree) * 4]
    var starts: [Int] = []
    var at: UInt64 = 0
    for size in sizes {
      starts.append(Int(at))
      at += (size + 63) / 64 * 64
    }
    return starts + [Int(at)]
  }
}

extension HNSWIndex {
  /// The index as bytes, without its vectors.
  public func bytes() -> [UInt8] {
    let starts = HNSWFile.sections(rows: UInt64(count), lists: UInt64(links.upperCount), degree: UInt64(links.degree))!
    let metricNumber = UInt64(NeighborMetric.allCases.firstIndex(of: metric)!)
    let header: [UInt64] = [
      HNSWFile.magic, HNSWFile.version, UInt64(starts[5]), 0, UInt64(count), UInt64(dimensions), UInt64(links.degree),
      UInt64(settings.effortOfBuilding), UInt64(settings.effortOfQueries), settings.seed, metricNumber,
      UInt64(bitPattern: Int64(links.entry)), UInt64(links.upperCount), (recall ?? .nan).bitPattern, rowsChecksum, 0,
    ]
    var file = [UInt8](repeating: 0, count: starts[5])
    file.withUnsafeMutableBytes { file in
      func put(_ start: Int, _ source: UnsafeRawPointer?, _ size: Int) {
        guard let source, size > 0 else { return }
        UnsafeMutableRawBufferPointer(rebasing: file[start..<start + size])
          .copyMemory(from: UnsafeRawBufferPointer(start: source, count: size))
      }
      header.withUnsafeBytes { put(0, $0.baseAddress, $0.count) }
      order.withUnsafeBytes { put(starts[1], $0.baseAddress, $0.count) }
      put(starts[2], links.levels, count)
      put(starts[3], links.lowest, count * (1 + 2 * links.degree) * 4)
      put(starts[4], links.upper, links.upperCount * (1 + links.degree) * 4)
      file.storeBytes(of: Checksum(UnsafeRawBufferPointer(file), without: 24).value, toByteOffset: 24, as: UInt64.self)
    }
    return file
  }

  /// An index from its bytes.
  ///
  /// - Parameters:
  ///   - bytes: from a multiple of 8 on, such as a mapped file; valid and unchanged as long as the index and `owner` live.
  ///   - rows: those that it was made of.
  /// - Throws: `HNSWFile.Damage`. Nothing in damaged bytes can make a later search read where it must not.
  public convenience init(
    _ bytes: UnsafeRawBufferPointer, owner: AnyObject, rows: UnsafePointer<Float>, count: Int, dimensions: Int,
    parallel: Parallel
  ) throws {
    func damage(_ what: String) -> HNSWFile.Damage { .init(description: what) }
    guard bytes.count >= HNSWFile.headerWords * 8 else { throw damage("has only \(bytes.count) bytes") }
    let word = { (i: Int) in bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self) }
    guard word(0) == HNSWFile.magic else { throw damage("does not begin as one") }
    guard word(1) == HNSWFile.version else { throw damage("has format \(word(1)), and only \(HNSWFile.version) is known") }
    guard let starts = HNSWFile.sections(rows: word(4), lists: word(12), degree: word(6)), word(2) == UInt64(starts[5]) else {
      throw damage("claims sizes that cannot be")
    }
    guard bytes.count == starts[5] else { throw damage("has \(bytes.count) bytes instead of \(starts[5])") }
    guard word(3) == Checksum(bytes, without: 24).value else { throw damage("was altered: its checksum is wrong") }
    guard word(4) == UInt64(count), word(5) == UInt64(dimensions) else {
      throw damage("was made of \(word(4)) rows of \(word(5)) features, not of \(count) of \(dimensions)")
    }
    guard word(14) == Self.checksum(rows, count: count, dimensions: dimensions) else { throw damage("was made of other rows") }
    let metrics = NeighborMetric.allCases
    guard word(10) < UInt64(metrics.count), word(7) < 1 << 20, word(8) < 1 << 20 else { throw damage("has settings unknown") }
    let degree = Int(word(6))
    let base = bytes.baseAddress!
    let links = HNSWLinks(
      count: count, degree: degree, levels: (base + starts[2]).assumingMemoryBound(to: UInt8.self),
      lowest: (base + starts[3]).assumingMemoryBound(to: UInt32.self),
      upper: (base + starts[4]).assumingMemoryBound(to: UInt32.self), entry: Int(Int64(bitPattern: word(11))),
      owner: [owner])
    let order = [Int32](
      UnsafeBufferPointer(start: (base + starts[1]).assumingMemoryBound(to: Int32.self), count: count))
    guard links.upperCount == Int(word(12)), links.isSound, order.allSatisfy({ $0 >= 0 && $0 < count }) else {
      throw damage("has links that lead nowhere")
    }
    let recall = Double(bitPattern: word(13))
    self.init(
      rows, order: order, dimensions: dimensions, metric: metrics[Int(word(10))],
      settings: HNSWSettings(
        links: degree, effortOfBuilding: Int(word(7)), effortOfQueries: Int(word(8)), seed: word(9)),
      links: links, recall: recall.isNaN ? nil : recall, parallel: parallel)
  }

  private var rowsChecksum: UInt64 { Self.checksum(rows, count: count, dimensions: dimensions) }

  static func checksum(_ rows: UnsafePointer<Float>, count: Int, dimensions: Int) -> UInt64 {
    Checksum(UnsafeRawBufferPointer(start: rows, count: count * dimensions * 4)).value
  }
}

extension HNSWLinks {
  /// Whether every link leads to a point that has the link's level.
  fileprivate var isSound: Bool {
    guard entry >= (count == 0 ? -1 : 0), entry < max(count, 0) || count == 0 else { return false }
    for point in 0..<count {
      if levels[point] > 15 { return false }
      if levels[point] > levels[entry] { return false }
      for level in 0...Int(levels[point]) {
        let list = list(point, level)
        guard list[0] <= UInt32(room(level)) else { return false }
        for i in 1..<1 + Int(list[0]) where list[i] >= UInt32(count) || Int(levels[Int(list[i])]) < level { return false }
      }
    }
    return true
  }
}
