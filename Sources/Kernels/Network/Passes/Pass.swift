/// The steps of a pass, what they need made from the weights before, and what is summed when all are done.
struct Pass {
  var before: [Units] = []
  var steps: [Step] = []
  var behind: [Units] = []

  var all: [Step] { [.units(before)] + steps + [.units(behind)] }

  /// One pass after the other, with everything before them made at once.
  static func + (first: Pass, second: Pass) -> Pass {
    Pass(before: first.before + second.before, steps: first.steps + second.steps, behind: first.behind + second.behind)
  }
}

extension Program {
  /// From `inputs` [samples, c, h, w]; `after` gives the steps to put behind tensor i.
  func forward(_ run: Run, inputs: UnsafePointer<Float>, after: (Int) -> [Step] = { _ in [] }) -> Pass {
    let input = tensors[0]
    let count = input.layout.shape.count
    var pass = Pass(before: operations.flatMap { $0.beforeForward(run) })
    pass.steps.append(.rows { row in input.layout.pack(inputs + row.sample * count, input.values(row)) })
    pass.steps += after(0)
    for (i, operation) in operations.enumerated() { pass.steps += operation.forward(run) + after(i + 1) }
    return pass
  }

  /// From the gradient of tensor `start`, which is there, down to tensor `end`, and to all weights if the run wants them;
  /// `after` gives the steps to put behind the gradient of tensor i.
  func backward(_ run: Run, from start: Int, to end: Int?, after: (Int) -> [Step] = { _ in [] }) -> Pass {
    let lowestWeights = run.wantsParameterGradients ? operations.firstIndex { $0.hasParameters } : nil
    let lowest = min(lowestWeights ?? start, end ?? start)
    var pass = Pass(steps: after(start))
    for i in (lowest..<start).reversed() {
      let toInput = i > lowest || end.map { $0 <= i } ?? false
      pass.before += operations[i].beforeBackward(run, toInput: toInput)
      pass.steps += operations[i].backward(run, toInput: toInput)
      if toInput { pass.steps += after(i) }
      pass.behind += operations[i].afterBackward(run)
    }
    return pass
  }
}
