extension Engine {
  /// A port and where its values go, [n, port's shape].
  public struct Output {
    /// The number of the port in `Network.ports`.
    public var port: Int
    /// Room for `[n, port's shape]`, overwritten.
    public var destination: UnsafeMutablePointer<Float>

    /// The values of `port` go to `destination`.
    public init(_ port: Int, _ destination: UnsafeMutablePointer<Float>) {
      self.port = port
      self.destination = destination
    }
  }

  /// Samples that pass through at once, where a layer takes all of them and else.
  private static let block = (whole: 128, chunks: 512)

  /// Evaluation mode: all asked ports of `count` samples [count, c, h, w] in one pass.
  public func forward(
    _ inputs: UnsafePointer<Float>, count: Int, outputs: [Output], on parallel: Parallel = .serial
  ) throws {
    try check(count: count)
    for output in outputs { _ = try check(port: output.port) }
    let program = program(.inference, ports: outputs.map(\.port))
    let block = program.hasWholeBlocks ? Self.block.whole : Self.block.chunks
    var first = 0
    while first < count {
      let run = Run(samples: min(block, count - first))
      program.reserve(run, lanes: parallel.lanes)
      let pass = program.forward(run, inputs: inputs + first * network.input.count) { tensor in
        outputs.filter { program.tensor(of: network.ports[$0.port]) == tensor }.map { output in
          copy(program.tensors[tensor], to: output.destination + first * network.ports[output.port].shape.count)
        }
      }
      Schedule(samples: run.samples, targets: 1, chunkSize: min(8, (run.samples + 15) / 16)).run(pass.all, on: parallel)
      first += run.samples
    }
  }

  /// The values of a tensor, a sample each, in C, H, W order.
  func copy(_ tensor: EngineTensor, to destination: UnsafeMutablePointer<Float>) -> Step {
    let count = tensor.layout.shape.count
    if tensor.layout.isPlain {
      return .rows { row in (destination + row.sample * count).update(from: tensor.values(row), count: count) }
    }
    // In the first cache, and from there in one stretch: single floats would wait for the caller's far memory.
    return .rows { row in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { turned in
        tensor.layout.unpack(tensor.values(row), turned.baseAddress!)
        (destination + row.sample * count).update(from: turned.baseAddress!, count: count)
      }
    }
  }
}
