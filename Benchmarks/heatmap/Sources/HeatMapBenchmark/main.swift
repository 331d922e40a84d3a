// HeatMapBenchmark FOLDER WEIGHTS METHOD SAMPLES LANES: ten maps, one a class, of each of so many validation pictures of MNIST, in
// batches of 64 as Leap sends them. Prints one JSON line {"wall": seconds, "cpu": seconds, "mb": peak memory}; a SAMPLES of 0 takes
// one picture at a time and prints {"median_ms": ...}. METHOD quality prints deletion and insertion areas of all methods.
import Glibc
import Kernels

let arguments = CommandLine.arguments
guard arguments.count == 6, let samples = Int(arguments[4]), let lanes = Int(arguments[5]) else {
  print("usage: HeatMapBenchmark FOLDER WEIGHTS METHOD|quality SAMPLES LANES")
  exit(2)
}
let (folder, weights, method) = (arguments[1], arguments[2], arguments[3])
hostThreads = threads(lanes)
let view = EngineView(try network(weights: weights), on: hostThreads)
let explainer = Explainer(view: view)
let pictures = try validationPictures(folder: folder, count: max(64, samples))
let scores: [Wanted] = (0..<10).map { .score($0) }
let options = #"{"steps": 50, "max_steps": 50}"#

func maps(_ first: Int, _ count: Int) throws {
  _ = try explainer.render(
    method, Array(pictures[first * 784..<(first + count) * 784]), count: count, targets: scores, options: options)
}

if method == "quality" {
  try Quality(view.engine, Array(pictures.prefix(samples * 784))).report(try explainer.methods(), explainer)
} else if samples == 0 {
  for i in 0..<20 { try maps(i, 1) }
  let times = try (0..<200).map { i in
    let start = ContinuousClock.now
    try maps(i % 64, 1)
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
  print(#"{"median_ms": \#(times.sorted()[100])}"#)
} else {
  try maps(0, 64)
  let clock = Clock()
  clock.start()
  for low in stride(from: 0, to: samples, by: 64) { try maps(low, min(64, samples - low)) }
  print(clock.line)
}
