// InsightsBenchmark FOLDER DIMENSIONS CLASSES LANES
// Judges the labels of FOLDER/labels.i64 by FOLDER/features.f32 and writes probabilities.f32 and scores.f64 there. Prints one
// JSON line: seconds of the graph, of cross-fitting once (as the peer does) and of the whole judgment with planted errors; and
// where the list of wrong labels is cut and how much of it is wrong, with the interval, for the training samples (the first part;
// parts end at FOLDER/parts.i64) and each held-out part.
import Glibc
import Kernels

let arguments = CommandLine.arguments
guard arguments.count == 5, let dimensions = Int(arguments[2]), let classes = Int(arguments[3]), let lanes = Int(arguments[4])
else {
  print("usage: InsightsBenchmark FOLDER DIMENSIONS CLASSES LANES")
  exit(2)
}
let folder = arguments[1]
let parallel = threads(lanes)
let features = try values(folder + "/features.f32", Float.self)
let labels = try values(folder + "/labels.i64", Int64.self).map { Int($0) }
let count = labels.count
let k = 10

func now() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec)
}

var start = now()
let index = NeighborIndex(features.baseAddress!, count: count, dimensions: dimensions, metric: .l2, parallel: parallel)
var neighbors = [Int64](repeating: -1, count: count * k)
var distances = [Float](repeating: .infinity, count: count * k)
try index.graph(k: k, parallel: parallel, index: &neighbors, distance: &distances)
let graphTime = now() - start

start = now()
let fit = CrossFit(
  features.baseAddress!, dimensions: dimensions, samples: Array(0..<count), labels: labels, classes: classes, folds: 5, seed: 1,
  parallel: parallel)
let probabilities = fit.probabilities(labels: labels, parallel: parallel) { _ in }
let fitTime = now() - start

start = now()
let judge = LabelJudge(
  LabelJudge.Input(
    features: features.baseAddress!, dimensions: dimensions, rows: Array(0..<count), labels: labels, classes: classes,
    neighbors: neighbors, k: k),
  folds: 5, planted: 0.01, seed: 1, parallel: parallel
) { _ in }
let judgeTime = now() - start
try write(probabilities, to: folder + "/probabilities.f32")
try write(judge.suspicions.map(\.score), to: folder + "/scores.f64")

func line(_ range: Range<Int>, _ cut: Double, _ precision: ErrorEstimate.Range) -> String {
  #"{"first": \#(range.lowerBound), "last": \#(range.upperBound), "cut": \#(cut), "#
    + #""precision": [\#(precision.value), \#(precision.low), \#(precision.high)]}"#
}
func estimate(_ range: Range<Int>) -> ErrorEstimate? {
  ErrorEstimate(
    Array(judge.suspicions[range]), planted: judge.planted.filter { range.contains($0.position) }.map(\.suspicion))
}
let ends = try values(folder + "/parts.i64", Int64.self).map { Int($0) }
var parts: [String] = []
if let heldOut = estimate(ends[0]..<count) {
  parts.append(line(0..<ends[0], heldOut.cut, heldOut.carried(to: judge.suspicions[..<ends[0]].map(\.score)).precision))
}
for (first, last) in zip(ends, ends.dropFirst()) {
  if let found = estimate(first..<last) { parts.append(line(first..<last, found.cut, found.precision)) }
}
print(#"{"graph": \#(graphTime), "fit": \#(fitTime), "judge": \#(judgeTime), "parts": [\#(parts.joined(separator: ", "))]}"#)
