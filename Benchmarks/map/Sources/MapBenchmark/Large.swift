import Glibc
import Kernels

/// The graph of a large synthetic population through HNSW, and its map: what `PopulationMap` does with as many samples. Prints a
/// line a figure, in the form of all benchmarks.
func large(count: Int, width: Int, method: String, parallel: Parallel) throws {
  var clock = Clock()
  func figure(_ what: String, _ value: Double, _ unit: String) {
    let name = "map of \(count) x \(width), \(method): \(what)"
    print(#"{"what": "\#(name)", "ours": \#(value), "peer": null, "peer_name": null, "unit": "\#(unit)", "ratio": null}"#)
    fflush(nil)
  }
  func step(_ what: String) {
    let (wall, cpu) = clock.lap()
    figure(what, wall, "s")
    figure("\(what), processor time", cpu, "s")
  }
  let rows = mixture(count: count, width: width, seed: 1, parallel: parallel)
  _ = clock.lap()
  var maps = Maps(features: rows, parallel: parallel)
  let index = try maps.linked()
  step("HNSW, links")
  try maps.connect(k: maps.neighbors(of: method), through: index)
  step("HNSW, graph of \(maps.k)")
  let made = maps.lay(method)
  step("layout")
  figure("peak memory", peakMemory, "MB")
  if let divergence = made.divergence { figure("KL divergence", divergence, "nats") }
  for k in [10, maps.k] { figure("recall@\(k) of 1,000 rows", maps.recall(at: k), "share") }
}
