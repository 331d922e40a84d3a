import PluginKit

/// How far maps can be believed: figures for each sample and target, `[n, targets]`.
struct MapEvidence {
  let curves: PixelCurves
  let infidelity: [Double]
  let sensitivity: [Double]
  private let shape: [Int]

  init(_ subject: Explanation, _ method: any Method, _ maps: Maps) throws {
    shape = [subject.count, subject.targets.count]
    curves = try PixelCurves(subject, maps)
    infidelity = try infidelities(subject, maps, type(of: method).unit)
    sensitivity = try sensitivities(subject, method, maps)
  }

  func put(into sink: Sink) throws {
    for (name, curve) in [("deletion", curves.deletion), ("insertion", curves.insertion)] {
      try sink.put(name, curve.areas, shape: shape)
      try sink.put(name + "_curve", curve.values, shape: shape + [curve.points])
    }
    try sink.put("infidelity", infidelity, shape: shape)
    try sink.put("sensitivity", sensitivity, shape: shape)
  }
}
