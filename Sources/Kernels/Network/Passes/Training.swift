extension Engine {
  /// One optimizer step on one batch: inputs [count, c, h, w], labels [count]. `step` is the number of the step over all
  /// epochs; with `seed` it decides what dropout drops. Returns the mean loss and the number of right answers, both before
  /// the step and with dropout.
  public func trainStep(
    _ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int64>, count: Int, learningRate: Double, seed: UInt64,
    step: Int, settings: TrainingSettings = TrainingSettings(), on parallel: Parallel = .serial
  ) throws -> (loss: Double, correct: Int) {
    guard count > 0 else { throw NetworkError.argument("a training step needs at least one sample") }
    guard learningRate.isFinite, learningRate >= 0 else {
      throw NetworkError.argument("a learning rate of \(learningRate) makes no sense")
    }
    try settings.check(classes: network.classes)
    let run = Run(
      samples: count, isTraining: true, wantsParameterGradients: true, keepsForBackward: true, seed: seed, step: step)
    let result = try differentiate(program(.training), run, inputs, labels, settings, parallel)
    Update(store: store, settings: settings, learningRate: learningRate).run(on: parallel)
    return result
  }

  /// The gradient of the mean loss with respect to each trained weight, in evaluation mode: no dropout, running statistics.
  /// Afterwards `gradient(named:)` has it. The weights stay as they are.
  public func parameterGradient(
    _ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int64>, count: Int, on parallel: Parallel = .serial
  ) throws -> [(parameter: Parameter, values: [Float])] {
    guard count > 0 else { throw NetworkError.argument("a gradient needs at least one sample") }
    let run = Run(samples: count, wantsParameterGradients: true, keepsForBackward: true)
    _ = try differentiate(program(.parameterGradients), run, inputs, labels, TrainingSettings(), parallel)
    return store.parameters.filter { !$0.isStatistic }.map { p in
      (p, p.places.map { store.gradients.pointer[p.offset + Int($0)] })
    }
  }

  private func differentiate(
    _ program: Program, _ run: Run, _ inputs: UnsafePointer<Float>, _ labels: UnsafePointer<Int64>,
    _ settings: TrainingSettings, _ parallel: Parallel
  ) throws -> (loss: Double, correct: Int) {
    try check(count: run.samples)
    try check(labels: labels, count: run.samples)
    var head = CrossEntropy(
      classes: network.classes, smoothing: settings.labelSmoothing, weights: settings.classWeights)
    head.divisor = 0
    for i in 0..<run.samples { head.divisor += head.weight(Int(labels[i])) }
    guard head.divisor > 0 else { throw NetworkError.argument("all samples of the batch have class weight 0") }

    program.reserve(run, lanes: parallel.lanes)
    let losses = Buffer<Double>(run.samples), right = Buffer<UInt8>(run.samples)
    let logits = program.logits, loss = head, classes = network.classes
    var pass = program.forward(run, inputs: inputs)
    pass.steps.append(
      .rows { row in
        let z = logits.values(row), label = Int(labels[row.sample])
        losses.pointer[row.sample] = loss(
          z, label: label, gradient: logits.gradients(row), scratch: program.scratch(row))
        right.pointer[row.sample] = largest(z, classes) == label ? 1 : 0
      })
    pass = pass + program.backward(run, from: program.tensors.count - 1, to: nil)
    run.backwardSchedule.run(pass.all, on: parallel)

    var total = 0.0, correct = 0
    for i in 0..<run.samples {
      total += losses.pointer[i]
      correct += Int(right.pointer[i])
    }
    return (total / head.divisor, correct)
  }
}
