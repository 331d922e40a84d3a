import PluginHost

/// Samples whose maps are asked for: painted once, whether or not their evidence is asked for later.
struct AskedMaps<Model: ModelRole>: Sendable {
  let painter: HeatMapPainter<Model>
  /// The id and the fingerprint of the run.
  let run: String
  /// Names of the samples.
  let samples: [String]
  let cache: HeatMapCache

  /// - Parameters:
  ///   - batch: the samples.
  ///   - checked: the samples of the randomization check, asked for where it has not been made before.
  func maps(
    of batch: SampleBatch, _ request: HeatMapRequest, checked: () async throws -> SampleBatch
  ) async throws -> HeatMaps {
    var plain = request
    (plain.method, plain.evidence) = (painter.method, false)
    let targets = try await painter.targets(request.targets, of: batch)
    let key = HeatMapCache.Key(run: run, samples: samples, request: plain)
    let kept = cache.maps(of: key)
    guard request.evidence else {
      if let kept { return kept }
      let painted = try await painter.paint(batch, targets, plain)
      cache.keep(painted, of: key)
      return painted
    }
    var result: HeatMaps
    if let kept {
      result = kept
      result.evidence = try await painter.evidence(of: kept, batch, targets, plain)
    } else {
      result = try await painter.paint(batch, targets, request)
    }
    result.evidence.randomization = try await randomization(plain, checked)
    return result
  }

  /// The randomization check of a method, made once for each kind of target, since it looks at the same images for whatever sample is asked
  /// about; nil where the model cannot be made anew.
  private func randomization(_ request: HeatMapRequest, _ checked: () async throws -> SampleBatch) async throws -> Double? {
    var check = request
    check.targets = [painter.randomizationTarget(of: request.targets)]
    let key = HeatMapCache.Key(run: run, samples: [], request: check)
    if let known = cache.randomization(of: key) { return known }
    let made = try await painter.randomization(try await checked(), check)
    if let made { cache.keep(randomization: made, of: key) }
    return made
  }
}
