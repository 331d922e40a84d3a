/// One partial gradient a chunk of rows, added in the order of the chunks: equal bits for any number of lanes.
final class PartialSums {
  private let store: ParameterStore
  private let parameters: [Parameter]
  private let starts: [Int]
  private let count: Int
  private var buffer: Buffer<Float>?

  init(_ store: ParameterStore, _ parameters: [Parameter]) {
    self.store = store
    self.parameters = parameters
    var at = 0
    var starts: [Int] = []
    for p in parameters {
      starts.append(at)
      at += (p.packedCount + 15) & ~15
    }
    self.starts = starts
    count = at
  }

  func reserve(chunks: Int) {
    grow(&buffer, to: chunks * count)
  }

  /// Where a chunk gathers parameter number `which`.
  @inline(__always)
  func memory(_ chunk: Int, _ which: Int) -> UnsafeMutablePointer<Float> {
    buffer!.pointer + chunk * count + starts[which]
  }

  private static let unit = 2048

  /// Writes the sum of all chunks to the store's gradients.
  func sum(chunks: Int) -> Units {
    Units((count + Self.unit - 1) / Self.unit) { [self] _, unit in
      for (p, start) in zip(parameters, starts) {
        let d = store.gradients.pointer + p.offset - start
        var i = max(unit * Self.unit, start)
        let end = min((unit + 1) * Self.unit, start + p.packedCount)
        while i < end {
          var total = load8(buffer!.pointer + i)
          for c in 1..<max(1, chunks) { total += load8(buffer!.pointer + c * count + i) }
          store8(total, d + i)
          i += 8
        }
      }
    }
  }
}
