// MapBenchmark map FEATURES.npy tsne|fast|umap LANES MAP.npy
//   Graph and layout of one map, which is written to MAP.npy: {"graph", "layout": wall seconds, "cpu": seconds, "mb": peak memory}
// MapBenchmark divergence FEATURES.npy LANES MAP.npy...
//   {"kl": [...]}: of each map from the exact affinities of perplexity 30.
// MapBenchmark large COUNT DIMENSIONS tsne|fast|umap LANES
//   A synthetic population through the approximate index: a line a figure, with recall and memory.
// JSON lines. Features and maps are float32 arrays `[n, d]` and `[n, 2]`.
import Glibc
import Kernels

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "map" where arguments.count == 6:
  var maps = Maps(features: Array2D(npy: arguments[2]), parallel: threads(Int(arguments[4])!))
  var clock = Clock()
  try maps.connect(k: maps.neighbors(of: arguments[3]))
  let graph = clock.lap()
  let made = maps.lay(arguments[3])
  let layout = clock.lap()
  print(
    #"{"graph": \#(graph.wall), "layout": \#(layout.wall), "cpu": \#(graph.cpu + layout.cpu), "mb": \#(peakMemory)}"#)
  let places = Array2D(count: made.map.count, width: 2)
  for (i, place) in made.map.enumerated() { (places.values[2 * i], places.values[2 * i + 1]) = (place.x, place.y) }
  places.write(npy: arguments[5])
case "divergence" where arguments.count > 4:
  var maps = Maps(features: Array2D(npy: arguments[2]), parallel: threads(Int(arguments[3])!))
  try maps.connect(k: maps.neighbors(of: "tsne"))
  let all = arguments[4...].map { path in
    let places = Array2D(npy: path)
    return maps.divergence(of: (0..<places.count).map { SIMD2(places.values[2 * $0], places.values[2 * $0 + 1]) })
  }
  print(#"{"kl": \#(all)}"#)
case "large" where arguments.count == 6:
  try large(count: Int(arguments[2])!, width: Int(arguments[3])!, method: arguments[4], parallel: threads(Int(arguments[5])!))
default:
  print("usage: MapBenchmark map|divergence|large ...; the first lines of main.swift say what each takes")
  exit(2)
}
