// NeighborsBenchmark features NET MNIST FILE          trains a net and writes its features
// NeighborsBenchmark graph ROWS DIMENSIONS K [IDS]    the graph of K neighbors, index included; IDS: int32 [n, K] are written
// NeighborsBenchmark query ROWS DIMENSIONS K          200 new vectors, one after another
// NeighborsBenchmark hnsw ROWS DIMENSIONS K           build and graph through the approximate index: "build" and "graph" seconds, "recall"
// Measurements print one JSON line {"wall", "cpu", "mb"}.
import Glibc
import Kernels

let arguments = CommandLine.arguments
guard arguments.count >= 5 else {
  print("usage: NeighborsBenchmark features NET MNIST FILE | graph ROWS DIMENSIONS K [IDS] | query|hnsw ROWS DIMENSIONS K")
  exit(2)
}
let parallel = threads(2)
if arguments[1] == "features" {
  try Features.make(net: arguments[2], mnist: arguments[3], to: arguments[4], parallel: parallel)
  exit(0)
}
guard let dimensions = Int(arguments[3]), let k = Int(arguments[4]) else { exit(2) }
let rows = try Rows(arguments[2], dimensions: dimensions)
let clock = Clock()
switch arguments[1] {
case "graph":
  let ids = UnsafeMutablePointer<Int64>.allocate(capacity: rows.count * k)
  let distances = UnsafeMutablePointer<Float>.allocate(capacity: rows.count * k)
  clock.start()
  let index = NeighborIndex(rows.values, count: rows.count, dimensions: dimensions, metric: .l2, parallel: parallel)
  try index.graph(k: k, parallel: parallel, index: ids, distance: distances)
  print(clock.line)
  if arguments.count > 5, let file = fopen(arguments[5], "wb") {
    let short = (0..<rows.count * k).map { Int32(ids[$0]) }
    fwrite(short, 4, short.count, file)
    fclose(file)
  }
case "hnsw":
  let ids = UnsafeMutablePointer<Int64>.allocate(capacity: rows.count * k)
  let distances = UnsafeMutablePointer<Float>.allocate(capacity: rows.count * k)
  clock.start()
  let exact = NeighborIndex(rows.values, count: rows.count, dimensions: dimensions, metric: .l2, parallel: parallel)
  let index = try HNSWIndex(
    rows.values, count: rows.count, dimensions: dimensions, metric: .l2, order: exact.order, parallel: parallel)
  let build = clock.line
  clock.start()
  try index.graph(k: k, parallel: parallel, index: ids, distance: distances)
  let graph = clock.line
  index.measureRecall(of: ids, distances, k: k, against: exact, parallel: parallel)
  print(#"{"build": \#(build), "graph": \#(graph), "recall": \#(index.recall!), "bytes": \#(index.bytes().count)}"#)
default:
  let index = NeighborIndex(rows.values, count: rows.count, dimensions: dimensions, metric: .l2, parallel: parallel)
  var ids = [Int64](repeating: 0, count: k)
  var distances = [Float](repeating: 0, count: k)
  let queries = 200
  clock.start()
  for i in 0..<queries {
    let vector = rows.values + i * (rows.count / queries) * dimensions
    index.search(.vectors(vector), count: 1, k: k, allowed: nil, parallel: parallel, index: &ids, distance: &distances)
  }
  print(clock.line)
}
