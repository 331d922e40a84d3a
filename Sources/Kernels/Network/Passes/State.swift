/// One named array of a saved state, in PyTorch's order.
public struct StateEntry: Sendable, Equatable {
  /// PyTorch's name; with "optimizer.m." or "optimizer.v." before it for a moment.
  public let name: String
  /// PyTorch's shape.
  public let shape: [Int]
  /// All elements in PyTorch's order.
  public var values: [Float]

  /// An entry whose values number as its shape says; `load` checks it.
  public init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

extension Engine {
  /// The weights and running statistics, as in a PyTorch state_dict; with `training` also the optimizer's moments,
  /// "optimizer.m.conv1.weight" and "optimizer.v.conv1.weight". The step count is a number of its own.
  public func state(training: Bool = false) -> [StateEntry] {
    places(training: training).map { name, p, memory in
      StateEntry(name: name, shape: p.shape, values: p.places.map { memory[p.offset + Int($0)] })
    }
  }

  /// The names and shapes that `load` wants.
  public func stateShapes(training: Bool = false) -> [(name: String, shape: [Int])] {
    places(training: training).map { ($0.0, $0.1.shape) }
  }

  /// Replaces weights (and, with `training`, moments and step). Every entry must be there once with its shape and finite
  /// values; otherwise an error names the first that is not, and nothing has changed.
  public func load(_ entries: [StateEntry], training: Bool = false, step: Int = 0) throws {
    let places = places(training: training)
    var byName: [String: StateEntry] = [:]
    for entry in entries {
      guard byName.updateValue(entry, forKey: entry.name) == nil else {
        throw NetworkError.weight(name: entry.name, problem: "is there twice")
      }
    }
    for (name, p, _) in places {
      guard let entry = byName.removeValue(forKey: name) else {
        throw NetworkError.weight(name: name, problem: "is missing; expected shape \(p.shape)")
      }
      guard entry.shape == p.shape, entry.values.count == p.count else {
        throw NetworkError.weight(name: name, problem: "has shape \(entry.shape), expected \(p.shape)")
      }
      if let i = entry.values.firstIndex(where: { !$0.isFinite }) {
        throw NetworkError.weight(name: name, problem: "value \(i) is \(entry.values[i]), not a finite number")
      }
    }
    if let stranger = entries.first(where: { byName[$0.name] != nil }) {
      throw NetworkError.weight(name: stranger.name, problem: "this network has no such weight")
    }
    guard step >= 0 else { throw NetworkError.argument("a step count of \(step) cannot be") }
    for entry in entries { byName[entry.name] = entry }
    for (name, p, memory) in places {
      guard let entry = byName[name] else { continue }
      for (i, place) in p.places.enumerated() { memory[p.offset + Int(place)] = entry.values[i] }
    }
    if training {
      store.step = step
    } else {
      store.firstMoment.pointer.update(repeating: 0, count: store.trainedCount)
      store.secondMoment.pointer.update(repeating: 0, count: store.trainedCount)
      store.step = 0
    }
    store.version += 1
  }

  private func places(training: Bool) -> [(String, Parameter, UnsafeMutablePointer<Float>)] {
    var all = store.parameters.map { ($0.name, $0, store.values.pointer) }
    if training {
      for p in store.parameters where !p.isStatistic {
        all.append(("optimizer.m." + p.name, p, store.firstMoment.pointer))
        all.append(("optimizer.v." + p.name, p, store.secondMoment.pointer))
      }
    }
    return all
  }
}
