import Core
import PluginHost
import Synchronization

@testable import Pipeline

/// A visualizer of heat maps that counts what it is asked. The map of a sample is its pixel times the number of the target from 1, and of a
/// model with weights that are not "trained" the opposite.
final class FakeVisualizer: VisualizerRole {
  let library = "org.example.fake"
  let enlargesByField = false
  private let offered: [String]
  private let state = Mutex((describes: 0, renders: [VisualRequest]()))

  init(methods: [String] = ["plain", "other"]) { offered = methods }

  var describes: Int { state.withLock { $0.describes } }
  var renders: [VisualRequest] { state.withLock { $0.renders } }

  func describe(_ model: DigestModel?) async throws -> (kind: String, methods: [String]) {
    state.withLock { $0.describes += 1 }
    return ("heat-map", offered)
  }

  func render(_ batch: SampleBatch, _ request: VisualRequest, model: DigestModel?) async throws -> Results {
    state.withLock { $0.renders.append(request) }
    let (n, targets) = (batch.indices.count, request.targets.count)
    var results = Results()
    if request.maps == nil {
      let isTrained = try await model?.save(.weights) == Array("trained".utf8)
      let values = batch.inputs.floats.flatMap { pixel in (1...targets).map { Float($0) * pixel * (isTrained ? 1 : -1) } }
      results.tensors["map"] = Tensor(values, [n, targets, 1, 1])
      results.tensors["completeness_gap"] = Tensor(doubles: values.map { _ in 0.25 }, [n, targets])
    }
    if request.options?.contains(#""evidence":true"#) == true {
      let figures = (0..<n).flatMap { row in (0..<targets).map { Double(10 * Int(batch.indices[row]) + $0) } }
      results.tensors["deletion"] = Tensor(doubles: figures, [n, targets])
      results.tensors["deletion_curve"] = Tensor(doubles: figures.flatMap { [$0, 0] }, [n, targets, 2])
    }
    return results
  }
}
