extension Engine {
  /// Random weights as Keras makes them: Glorot uniform (Glorot, Bengio 2010), U(-l, l) with l = sqrt(6 / (fan_in + fan_out)),
  /// biases 0, batch norm 1 and 0 with running mean 0 and variance 1. A pure function of the seed and of each weight's
  /// place in PyTorch's order. The optimizer begins anew.
  public func initialize(seed: UInt64) {
    for (k, parameter) in store.parameters.enumerated() {
      let values = store.values.pointer + parameter.offset
      values.update(repeating: 0, count: parameter.packedCount)
      if parameter.shape.count > 1 {
        let taps = parameter.shape.dropFirst(2).reduce(1, *)
        let limit = Float((6 / Double((parameter.shape[0] + parameter.shape[1]) * taps)).squareRoot())
        let random = CounterRandom(seed, 0x1717, UInt64(k))
        for (i, place) in parameter.places.enumerated() {
          values[Int(place)] = limit * (2 * random.uniform(UInt64(i)) - 1)
        }
      } else if parameter.name.hasSuffix(".weight") || parameter.name.hasSuffix(".running_var") {
        for place in parameter.places { values[Int(place)] = 1 }
      }
    }
    store.firstMoment.pointer.update(repeating: 0, count: store.trainedCount)
    store.secondMoment.pointer.update(repeating: 0, count: store.trainedCount)
    store.step = 0
    store.version += 1
  }
}
