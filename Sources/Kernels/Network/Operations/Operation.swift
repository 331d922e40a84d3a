// Folder Operations uses Spec, Work, Memory and Convolution. No operation knows another, nor the program it is in.

/// One layer of a program. It owns its scratch memory; its tensors belong to the program.
protocol Operation: AnyObject {
  var input: EngineTensor { get }
  var output: EngineTensor { get }
  /// Whether the whole block passes through at once, so that tensors on both sides are kept for all samples.
  var needsWholeBlock: Bool { get }
  var hasParameters: Bool { get }
  /// Memory for `lanes` bodies at a time and, in a backward pass, `chunks` partial sums.
  func reserve(lanes: Int, run: Run)
  /// What has to be done once before the forward pass of the whole program; it reads nothing but weights.
  func beforeForward(_ run: Run) -> [Units]
  func forward(_ run: Run) -> [Step]
  /// What has to be done once before the backward pass of the whole program; it reads nothing but weights.
  func beforeBackward(_ run: Run, toInput: Bool) -> [Units]
  /// Output gradients may be changed in place. `toInput`: write the input's gradients, all of them.
  func backward(_ run: Run, toInput: Bool) -> [Step]
  /// What has to be done once after the backward pass of the whole program, independent of other operations.
  func afterBackward(_ run: Run) -> [Units]
}

extension Operation {
  var needsWholeBlock: Bool { false }
  var hasParameters: Bool { false }
  func reserve(lanes: Int, run: Run) {}
  func beforeForward(_ run: Run) -> [Units] { [] }
  func beforeBackward(_ run: Run, toInput: Bool) -> [Units] { [] }
  func afterBackward(_ run: Run) -> [Units] { [] }
}

/// g = 0 where y is not above 0: back through a ReLU that wrote y.
func maskRectified(_ g: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int) {
  var i = 0
  while i < count {
    let v = load8(g + i)
    store8(drop(v, where: load8(y + i) .<= 0), g + i)
    i += 8
  }
}
