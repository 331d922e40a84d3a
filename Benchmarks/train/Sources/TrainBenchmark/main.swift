// TrainBenchmark FOLDER NET WHAT SAMPLES LANES
// FOLDER has MNIST's IDX files; NET is keras, default or unpooled; WHAT is train, infer or gradients. Prints one JSON line
// {"wall": seconds, "cpu": seconds, "mb": peak memory} of one measurement, after a warm-up that is not counted; for gradients
// wall is the median of the images times their number.
import Glibc
import Kernels

let arguments = CommandLine.arguments
guard arguments.count == 6, let samples = Int(arguments[4]), let lanes = Int(arguments[5]) else {
  print("usage: TrainBenchmark FOLDER keras|default|unpooled train|infer|gradients SAMPLES LANES")
  exit(2)
}
let data = try MNIST(folder: arguments[1], samples: samples)
let bench = try Bench(
  layers: Nets.named(arguments[2]), data: data, outputs: arguments[3] == "infer" ? data.count : 0, on: threads(lanes))
let clock = Clock()
switch arguments[3] {
case "train":
  try bench.train(1280)
  clock.start()
  try bench.train(samples)
case "infer":
  try bench.infer(1280)
  clock.start()
  try bench.infer(samples)
default:
  _ = try bench.gradients(20, clock)
  print(clock.line(wall: try bench.gradients(samples, clock) * Double(samples)))
  exit(0)
}
print(clock.line())
