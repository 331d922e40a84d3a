import PluginKit

/// What has been found out about one model by trying, each when it is first asked for. Used by one thread at a time.
final class ModelFacts {
  private var knownRectifiers: Rectifiers?
  private var knownPieces: LayerPieces?
  /// By port; nil where a layer's field cannot be told.
  private var knownFields: [Int: ReceptiveField?] = [:]

  func rectifiers(_ model: ModelView) throws -> Rectifiers {
    if let knownRectifiers { return knownRectifiers }
    let found = try Rectifiers(of: model)
    knownRectifiers = found
    return found
  }

  func pieces(_ model: ModelView) throws -> LayerPieces {
    if let knownPieces { return knownPieces }
    let found = try LayerPieces(of: model)
    knownPieces = found
    return found
  }

  /// The receptive field of the subject's layer.
  func field(_ subject: Explanation) throws -> ReceptiveField? {
    if let known = knownFields[subject.port] { return known }
    let found = try ReceptiveField(of: subject.port, subject)
    knownFields[subject.port] = .some(found)
    return found
  }
}

/// The facts of the models that were asked about last, by the number that the host gives to a model's weights: other weights have other
/// zeros, and so other facts. A model without a number is asked anew in every call. Used by one thread at a time.
struct KnownModels {
  /// A trained model and one with random weights of two runs.
  private static let most = 4
  private var known: [(weights: UInt64, facts: ModelFacts)] = []

  mutating func facts(of model: ModelView) -> ModelFacts {
    guard let weights = model.weights else { return ModelFacts() }
    let place = known.firstIndex { $0.weights == weights }
    let entry = place.map { known.remove(at: $0) } ?? (weights: weights, facts: ModelFacts())
    known.append(entry)
    if known.count > Self.most { known.removeFirst() }
    return entry.facts
  }
}
