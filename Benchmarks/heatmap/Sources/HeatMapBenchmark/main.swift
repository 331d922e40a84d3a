// HeatMapBenchmark FOLDER WEIGHTS METHOD SAMPLES LANES: ten maps, one a class, of each of so many validation pictures of MNIST, in
// batches of 64 as Leap sends them. Prints one JSON line {"wall": seconds, "cpu": seconds, "mb": peak memory}; a SAMPLES of 0 takes
// one picture at a time and prints {"median_ms": ...}. METHOD quality prints deletion and insertion areas of all methods,
// quality:NAME of one.
import Glibc
import Kernels

let arguments = CommandLine.arguments
guard arguments.count == 6, let samples = Int(arguments[4]), let lanes = Int(arguments[5]) else {
  print("usage: HeatMapBenchmark FOLDER WEIGHTS METHOD|quality SAMPLES LANES")
  exit(2)
}
let (folder, weights, method) = (arguments[1], arguments[2], arguments[3])
hostThreads = threads(lanes)
let view = EngineView(try network(weights: weights, namingReLUs: method.hasPrefix("quality")), on: hostThreads)
let explainer = Explainer(view: view)
let pictures = try validationPictures(folder: folder, count: max(64, samples))
let bench = Bench(method: method, explainer: explainer, pictures: pictures)

if method.hasPrefix("quality") {
  let methods = method == "quality" ? try explainer.methods() : [String(method.dropFirst("quality:".count))]
  try Quality(view.engine, Array(pictures.prefix(samples * 784))).report(methods, explainer)
} else if samples == 0 {
  print(#"{"median_ms": \#(try bench.one())}"#)
} else {
  try bench.all(64)
  let clock = Clock()
  clock.start()
  try bench.all(samples)
  print(clock.line())
}
