// One bound C function over all pictures of MNIST, beside a loop in C that calls it directly.
// FunctionBenchmark LIBRARY MNIST-FOLDER one|parallel, where LIBRARY is libcontrast.so of Examples/c-function. Prints a JSON line.
import CLoop
import Core
import Foundation
import PluginHost
import ProjectConfiguration

let (library, folder) = (CommandLine.arguments[1], CommandLine.arguments[2])
let isParallel = CommandLine.arguments[3] == "parallel"
let width = 784
let pixels = try ["train-images", "t10k-images"].flatMap { name in
  try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)-idx3-ubyte")).dropFirst(16).map { Float($0) / 255 }
}
let pictures = pixels.count / width

func bound(_ extra: String) async throws -> BoundFunction {
  let plan = try ProjectPlan(
    yaml: """
      project: bench
      dataset: libD.so
      model: libM.so
      functions:
        - {name: contrast, library: '\(library)', signature: 'f64(pixels: f32[], count: usize)', \(extra)
           check: {arguments: [[0, 1], 2], result: 0.5}}
      """, file: "/nowhere/leap.yaml")
  return try await BoundFunction(ResolvedFunction(plan.functions[0], plan: plan))
}

/// Batches of 4,000, as the pipeline has them.
let batches = stride(from: 0, to: pictures, by: 4000).map { start in
  let count = min(4000, pictures - start)
  var inputs = FunctionInputs(subset: "all", indices: (start..<start + count).map { Int64($0) })
  inputs.arrays[.pixels] = .init(Tensor(Array(pixels[start * width..<(start + count) * width]), [count, width]))
  return inputs
}

/// Seconds of either at the median of 15 rounds, in turn, because the machine's speed changes.
func medians(_ ours: () async throws -> Void, _ peer: () -> Void) async rethrows -> (ours: Double, peer: Double) {
  var seconds: (ours: [Double], peer: [Double]) = ([], [])
  for _ in 0..<15 {
    seconds.peer.append(ContinuousClock().measure(peer) / .seconds(1))
    seconds.ours.append(try await ContinuousClock().measure(ours) / .seconds(1))
  }
  return (seconds.ours.sorted()[7], seconds.peer.sorted()[7])
}

let handle = dlopen(library, RTLD_NOW)
let direct = unsafeBitCast(dlsym(handle, "contrast"), to: leap_image_function.self)
var values = [Double](repeating: 0, count: pictures)

let function = try await bound(isParallel ? "parallel: true," : "")
var columns: [Double?] = []
let time = try await medians {
  columns = []
  for batch in batches {
    if case .float64(let more)? = try await function.call(batch).first { columns += more }
  }
} _: {
  leap_direct_loop(direct, pixels, width, pictures, &values)
}
precondition(columns == values.map { $0 }, "the two disagree")
let line: [String: Any] = [
  "what": "\(pictures) calls of one C function, \(isParallel ? "parallel: true" : "one call at a time, one processor")",
  "ours": time.ours, "peer": time.peer, "peer_name": "a direct loop in C", "unit": "s", "ratio": time.peer / time.ours,
]
print(String(decoding: try JSONSerialization.data(withJSONObject: line, options: .sortedKeys), as: UTF8.self))
