/// One block of samples through Engine.gradient.
struct GradientPass {
  let engine: Engine
  let program: Program
  let samples: Int
  /// The block's first sample in the caller's arrays.
  let first: Int
  let labels: UnsafePointer<Int64>?
  let targets: [GradientTarget]
  let outputs: [GradientOutput]

  func run(_ inputs: UnsafePointer<Float>, on parallel: Parallel) {
    let run = Run(samples: samples, targets: targets.count, keepsForBackward: true)
    program.reserve(run, lanes: parallel.lanes)
    let forward = program.forward(Run(samples: samples, keepsForBackward: true), inputs: inputs) { values(of: $0) }
    Schedule(samples: samples, targets: 1).run(forward.all, on: parallel)

    let wanted = outputs.filter { $0.gradients != nil }
    guard let end = wanted.map(lowest).min() else { return }
    let start = targets.map { tensor(of: $0) }.max() ?? 0
    var pass = Pass(before: sums.flatMap { $0.making(engine.store.version) }, steps: zeros(above: start))
    if start >= end {
      pass.steps.append(beginning(at: start))
      pass =
        pass
        + program.backward(run, from: start, to: end) { i in (i == start ? [] : seeds(at: i)) + gradients(of: i) }
    }
    run.backwardSchedule.run(pass.all, on: parallel)
  }

  private func port(_ i: Int) -> NetworkPort { engine.network.ports[i] }
  private func tensor(of port: Int) -> Int { program.tensor(of: self.port(port)) }
  private func tensor(of target: GradientTarget) -> Int {
    if case .seed(let port, _, _) = target { tensor(of: port) } else { program.tensors.count - 1 }
  }

  private func values(of i: Int) -> [Step] {
    outputs.compactMap { output in
      guard let to = output.values, tensor(of: output.port) == i else { return nil }
      return engine.copy(program.tensors[i], to: to + first * port(output.port).shape.count)
    }
  }

  private func gradients(of i: Int) -> [Step] {
    let t = program.tensors[i]
    let whole: [Step] = outputs.compactMap { output in
      guard let to = destination(output), tensor(of: output.port) == i, shortcut(output) == nil else { return nil }
      let count = count(output)
      if output.isSummed { return .rows { row in t.gradientLayout.sum(t.gradients(row), to + row.index * count) } }
      return .rows { row in t.gradientLayout.unpack(t.gradients(row), to + row.index * count) }
    }
    // Behind the others: these mask the gradient in place.
    return whole
      + outputs.flatMap { output -> [Step] in
        guard let to = destination(output), let sums = shortcut(output), sums.dense + 1 == i else { return [] }
        return sums.steps(samples: samples, targets: targets.count, to: to)
      }
  }

  /// Floats of one row of what the caller gets.
  private func count(_ output: GradientOutput) -> Int {
    let shape = port(output.port).shape
    return output.isSummed ? shape.channels : shape.count
  }

  /// Where the block's gradients go.
  private func destination(_ output: GradientOutput) -> UnsafeMutablePointer<Float>? {
    output.gradients.map { $0 + first * targets.count * count(output) }
  }

  /// How the sums can be had without the gradient; nil where they cannot.
  private func shortcut(_ output: GradientOutput) -> ChannelSums? {
    Self.shortcut(output, to: targets, program, engine.network)
  }

  static func shortcut(
    _ output: GradientOutput, to targets: [GradientTarget], _ program: Program, _ network: Network
  ) -> ChannelSums? {
    guard output.isSummed, let sums = program.channelSums(of: program.tensor(of: network.ports[output.port])) else { return nil }
    let isBelowAll = targets.allSatisfy { target in
      if case .seed(let port, _, _) = target { program.tensor(of: network.ports[port]) > sums.dense } else { true }
    }
    return isBelowAll ? sums : nil
  }

  private var sums: [ChannelSums] { outputs.compactMap { $0.gradients == nil ? nil : shortcut($0) } }

  /// The lowest tensor whose gradient an output needs.
  private func lowest(_ output: GradientOutput) -> Int { shortcut(output).map { $0.dense + 1 } ?? tensor(of: output.port) }

  /// No target reaches the ports behind the last seed.
  private func zeros(above start: Int) -> [Step] {
    outputs.compactMap { output in
      guard let to = destination(output), tensor(of: output.port) > start else { return nil }
      let count = count(output)
      return .rows { row in (to + row.index * count).update(repeating: 0, count: count) }
    }
  }

  /// The gradient of the tensor where the backward pass begins.
  private func beginning(at start: Int) -> Step {
    let t = program.tensors[start]
    let isLogits = start == program.tensors.count - 1
    let loss = CrossEntropy(classes: engine.network.classes)
    return .rows { [self] row in
      let g = t.gradients(row)
      g.update(repeating: 0, count: t.gradientCount)
      switch targets[row.target] {
      case .score(let c): if isLogits { g[c] = 1 }
      case .loss:
        if isLogits, let labels {
          _ = loss(
            t.values(row), label: Int(labels[first + row.sample]), gradient: g, scratch: program.scratch(row))
        }
      case .seed: addSeed(row, to: t, i: start)
      }
    }
  }

  private func seeds(at i: Int) -> [Step] {
    guard targets.contains(where: { if case .seed = $0 { tensor(of: $0) == i } else { false } }) else { return [] }
    let t = program.tensors[i]
    return [.rows { [self] row in addSeed(row, to: t, i: i) }]
  }

  private func addSeed(_ row: Row, to t: EngineTensor, i: Int) {
    guard case .seed(let port, let values, let isShared) = targets[row.target], tensor(of: port) == i else { return }
    let count = t.layout.shape.count
    t.gradientLayout.add(values + (isShared ? 0 : (first + row.sample) * count), t.gradients(row))
  }
}
