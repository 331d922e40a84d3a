import PluginAPI

/// Lends a view to the host as a tensor.
func withTensor<Element, Result>(
  _ view: TensorView<Element>, _ body: (UnsafePointer<leap_tensor>) throws -> Result
) rethrows -> Result {
  try withTensor(view.values, shape: view.shape, body)
}

/// Lends a view to the host as a tensor; NULL for nil.
func withOptionalTensor<Element>(
  _ view: TensorView<Element>?, _ body: (UnsafePointer<leap_tensor>?) throws -> Void
) rethrows {
  if let view { try withTensor(view, body) } else { try body(nil) }
}

/// Lends several views to the host as tensors to fill.
func withTensors(
  _ views: [MutableTensorView<Float>], _ body: (UnsafePointer<UnsafeMutablePointer<leap_tensor>?>?) throws -> Void
) throws {
  try withOptionalTensors(views, body)
}

/// Lends several views to the host as tensors to fill; NULL for those that are nil.
func withOptionalTensors(
  _ views: [MutableTensorView<Float>?], _ body: (UnsafePointer<UnsafeMutablePointer<leap_tensor>?>?) throws -> Void
) throws {
  var pointers: [UnsafeMutablePointer<leap_tensor>?] = []
  func descend(_ i: Int) throws {
    if i == views.count { return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) } }
    guard let view = views[i] else {
      pointers.append(nil)
      return try descend(i + 1)
    }
    try withTensor(UnsafeBufferPointer(view.values), shape: view.shape) { tensor in
      pointers.append(UnsafeMutablePointer(mutating: tensor))
      try descend(i + 1)
    }
  }
  try descend(0)
}

/// Lends targets to the host with their seeds.
func withTargets(_ targets: [Target], _ body: (UnsafeBufferPointer<leap_target>) throws -> Void) throws {
  var raws: [leap_target] = []
  func descend(_ i: Int) throws {
    if i == targets.count { return try raws.withUnsafeBufferPointer { try body($0) } }
    var raw = leap_target()
    switch targets[i] {
    case .score(let index):
      raw.kind = UInt32(LEAP_TARGET_SCORE)
      raw.index = Int64(index)
    case .loss: raw.kind = UInt32(LEAP_TARGET_LOSS)
    case .seed(let port, let seed):
      raw.kind = UInt32(LEAP_TARGET_SEED)
      raw.port = UInt32(port)
      return try withTensor(seed) { seed in
        raw.seed = seed
        raws.append(raw)
        try descend(i + 1)
      }
    }
    raws.append(raw)
    try descend(i + 1)
  }
  try descend(0)
}
