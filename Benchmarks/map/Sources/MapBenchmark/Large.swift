import Glibc
import Kernels

/// The graph of a large synthetic population through HNSW, and its map: what `PopulationMap` does with as many samples.
func large(count: Int, width: Int, method: String, parallel: Parallel) throws {
  var clock = Clock()
  func report(_ what: String, _ more: String = "") {
    let (wall, cpu) = clock.lap()
    print(#"{"what": "\#(what)", "wall": \#(wall), "cpu": \#(cpu), "peak_mb": \#(peakMemory)\#(more)}"#)
    fflush(nil)
  }
  let rows = mixture(count: count, width: width, seed: 1, parallel: parallel)
  report("\(count) x \(width) rows")
  var maps = Maps(features: rows, parallel: parallel)
  let index = try maps.linked()
  report("HNSW, links")
  try maps.connect(k: maps.neighbors(of: method), through: index)
  report("HNSW, graph of \(maps.k)")
  report("HNSW, recall", #", "recall_at_10": \#(maps.recall(at: 10)), "recall_at_k": \#(maps.recall(at: maps.k))"#)
  let made = maps.lay(method)
  report("map, \(method)", made.divergence.map { #", "kl": \#($0)"# } ?? "")
}
