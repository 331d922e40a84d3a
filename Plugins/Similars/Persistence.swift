import Kernels
import PluginKit

/// What is kept: the graph, and the approximate index where there is one.
///
/// Little endian. A header of 16 words of 8 bytes: magic, version, bytes in all, checksum of all other bytes, rows, features,
/// neighbors of each, metric, checksum of the features, bytes of the index, zeros. Then neighbors (int32 `[rows, k]`), distances
/// (float32 `[rows, k]`), and the index, each from a multiple of 64 bytes on. The index is used where it lies in a mapped file.
extension Similars: PersistentAnalyzer {
  private static let magic: UInt64 = 0x5241_494D_4953_504C  // "LPSIMIAR"
  private static let version: UInt64 = 1
  private static let header = 128

  private static func wrong(_ what: String) -> PluginError {
    PluginError(.data, "the saved neighbors cannot be used: \(what); they must be computed again")
  }

  func save(to stream: OutputStream, call: Call) throws {
    let population = try fittedPopulation()
    guard let graph else { throw PluginError(.state, "there is nothing to save before the analyzer has run") }
    let links = approximate?.bytes() ?? []
    let sections = Sections(entries: graph.neighbors.count, links: links.count)
    let words: [UInt64] = [
      Self.magic, Self.version, UInt64(sections.end), 0, UInt64(population.count), UInt64(population.features.shape[1]),
      UInt64(graph.k), Self.number(options.metric), Self.checksum(population), UInt64(links.count),
    ]
    var file = [UInt8](repeating: 0, count: sections.end)
    file.withUnsafeMutableBytes { file in
      for (i, word) in words.enumerated() { file.storeBytes(of: word, toByteOffset: i * 8, as: UInt64.self) }
      for (i, row) in graph.neighbors.enumerated() {
        file.storeBytes(of: Int32(row), toByteOffset: sections.neighbors + i * 4, as: Int32.self)
      }
      for (i, distance) in graph.distances.enumerated() {
        file.storeBytes(of: distance, toByteOffset: sections.distances + i * 4, as: Float.self)
      }
      links.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: file[sections.links...]).copyMemory(from: $0) }
      file.storeBytes(
        of: Checksum(UnsafeRawBufferPointer(file), without: 24).value, toByteOffset: 24, as: UInt64.self)
    }
    try stream.write(file)
  }

  /// - Throws: `.data` where the bytes are damaged or of another population, `.argument` where they were made with other options;
  ///   nothing has changed then.
  func load(from stream: InputStream, call: Call) throws {
    let population = try fittedPopulation()
    let file = try SavedBytes(stream)
    let bytes = file.bytes
    guard bytes.count >= Self.header else { throw Self.wrong("there are only \(bytes.count) bytes") }
    let word = { (i: Int) in bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self) }
    guard word(0) == Self.magic else { throw Self.wrong("they do not begin as such") }
    guard word(1) == Self.version else { throw Self.wrong("they have format \(word(1)), and only \(Self.version) is known") }
    guard word(2) == UInt64(bytes.count), word(3) == Checksum(bytes, without: 24).value else {
      throw Self.wrong("they are cut off or altered")
    }
    let (n, d) = (population.count, population.features.shape[1])
    guard word(4) == UInt64(n), word(5) == UInt64(d), word(8) == Self.checksum(population) else {
      throw Self.wrong("they are of other features")
    }
    guard word(6) == UInt64(options.k), word(7) == Self.number(options.metric) else {
      throw PluginError(.argument, "the saved neighbors were made with other options")
    }
    guard word(9) <= UInt64(bytes.count) else { throw Self.wrong("their sizes cannot be") }
    let sections = Sections(entries: n * options.k, links: Int(word(9)))
    guard sections.end == bytes.count, (word(9) > 0) == options.isApproximate(n) else {
      throw Self.wrong("their sizes cannot be")
    }
    var graph = StoredGraph(count: n, k: options.k)
    for i in graph.neighbors.indices {
      let row = bytes.load(fromByteOffset: sections.neighbors + i * 4, as: Int32.self)
      guard row >= -1, row < n else { throw Self.wrong("a neighbor is not in the population") }
      graph.neighbors[i] = Int64(row)
      graph.distances[i] = bytes.load(fromByteOffset: sections.distances + i * 4, as: Float.self)
    }
    if options.isApproximate(n) {
      do {
        approximate = try HNSWIndex(
          UnsafeRawBufferPointer(rebasing: bytes[sections.links..<sections.links + Int(word(9))]), owner: file,
          rows: population.rows, count: n, dimensions: d, parallel: call.spread)
      } catch let damage as HNSWFile.Damage {
        throw Self.wrong("the index \(damage)")
      }
    }
    self.graph = graph
  }

  private static func number(_ metric: NeighborMetric) -> UInt64 { UInt64(NeighborMetric.allCases.firstIndex(of: metric)!) }

  private static func checksum(_ population: Population) -> UInt64 {
    Checksum(UnsafeRawBufferPointer(population.features.values)).value
  }
}

/// Where what is kept begins, in bytes.
private struct Sections {
  let neighbors = 128
  let distances: Int
  let links: Int
  let end: Int

  init(entries: Int, links size: Int) {
    distances = neighbors + Self.rounded(entries * 4)
    links = distances + Self.rounded(entries * 4)
    end = links + size
  }

  private static func rounded(_ size: Int) -> Int { (size + 63) / 64 * 64 }
}

/// What was saved, from a multiple of 64 bytes on: the host's mapped file, or a copy.
private final class SavedBytes {
  let bytes: UnsafeRawBufferPointer
  private let copy: UnsafeMutableRawBufferPointer?

  init(_ stream: InputStream) throws {
    if let mapped = stream.mapped {
      (bytes, copy) = (mapped, nil)
      return
    }
    let all = try stream.readAll()
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: all.count, alignment: 64)
    memory.copyBytes(from: all)
    (bytes, copy) = (UnsafeRawBufferPointer(memory), memory)
  }

  deinit { copy?.deallocate() }
}
