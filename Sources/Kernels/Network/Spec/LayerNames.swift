/// Gives layers their names: the user's own, or conv1, conv2, dense1, bn1, pool1, ... counted by kind. A ReLU has one only if the user
/// says so.
struct LayerNames {
  private var convolutions = 0
  private var denses = 0
  private var norms = 0
  private var pools = 0
  private var taken: Set<String> = ["input", "logits", "flatten"]

  mutating func name(_ layer: LayerSpec, _ refuse: (String) -> NetworkError) throws -> String? {
    let own: String
    switch layer.kind {
    case .conv2d:
      convolutions += 1
      own = "conv\(convolutions)"
    case .dense:
      denses += 1
      own = "dense\(denses)"
    case .batchNorm:
      norms += 1
      own = "bn\(norms)"
    case .maxPool, .averagePool:
      pools += 1
      own = "pool\(pools)"
    case .relu:
      guard let name = layer.name else { return nil }
      own = name
    case .dropout, .flatten:
      if layer.name != nil { throw refuse("this kind of layer takes no name") }
      return nil
    }
    let name = layer.name ?? own
    let allowed = name.utf8.allSatisfy { 97...122 ~= $0 || 65...90 ~= $0 || 48...57 ~= $0 || $0 == 95 || $0 == 45 }
    guard allowed, 1...40 ~= name.utf8.count else {
      throw refuse("a name is 1 to 40 of a-z A-Z 0-9 _ -, not \"\(name)\"")
    }
    guard taken.insert(name).inserted else { throw refuse("the name \(name) is taken") }
    return name
  }
}
