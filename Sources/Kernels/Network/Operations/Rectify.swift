/// A ReLU that belongs to no layer: one with a name, or behind pooling, dropout or the input.
final class Rectify: Operation {
  let input: EngineTensor
  let output: EngineTensor

  init(_ input: EngineTensor, _ output: EngineTensor) {
    self.input = input
    self.output = output
  }

  func forward(_ run: Run) -> [Step] {
    [
      .rows { [self] row in
        let x = input.values(row), y = output.values(row)
        var i = 0
        while i < input.layout.count {
          store8(rectify(load8(x + i)), y + i)
          i += 8
        }
      }
    ]
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    guard toInput else { return [] }
    return [
      .rows { [self] row in
        let g = output.gradients(row)
        maskRectified(g, output.values(row), input.layout.count)
        input.gradients(row).update(from: g, count: input.layout.count)
      }
    ]
  }
}
