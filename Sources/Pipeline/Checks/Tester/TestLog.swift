import Core
import Synchronization

/// Collects findings and times; used from several tasks at once.
final class TestLog: Sendable {
  private struct Key: Hashable {
    let code: TestCode
    let component: String
    let subject: String
  }
  private struct State {
    var components: [TestReport.Component] = []
    var findings: [Key: TestReport.Finding] = [:]
  }
  private let state = Mutex(State())

  /// Names a component, in the order in which the report lists them.
  func add(component name: String, role: String) {
    state.withLock { $0.components.append(TestReport.Component(name: name, role: role)) }
  }

  /// Notes a finding; one that is known by its code, component and subject only counts.
  /// - Parameters:
  ///   - subject: tells findings of one code apart, such as a column.
  ///   - severity: where it is not the code's own.
  func find(
    _ code: TestCode, in component: String, subject: String = "", sample: SampleID? = nil, count: Int = 1,
    severity: TestCode.Severity? = nil, place: String? = nil, remedy: String? = nil, _ reason: String
  ) {
    let key = Key(code: code, component: component, subject: subject)
    state.withLock { state in
      guard state.findings[key] == nil else {
        state.findings[key]?.count += count
        return
      }
      state.findings[key] = TestReport.Finding(
        code: code, severity: severity ?? code.severity, component: component, sample: sample, count: count, reason: reason,
        remedy: remedy ?? code.remedy, place: place)
    }
  }

  /// Notes that a component cannot be tested.
  func find(
    _ error: any Error, in component: String, code: TestCode = .unusable, sample: SampleID? = nil, isOptional: Bool = false
  ) {
    let known = error as? LeapError
    let words = known.map { $0.doing.isEmpty ? $0.problem : "\($0.doing): \($0.problem)" } ?? "\(error)"
    find(
      code, in: component, sample: sample, severity: isOptional ? .warning : nil, place: known?.place, remedy: known?.remedy,
      words.replacing("\n", with: " "))
  }

  /// Times one call of a component over some samples.
  func time<Value: Sendable>(
    _ component: String, first: SampleID?, samples: Int, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    let watch = Stopwatch()
    let value = try await body()
    let seconds = watch.seconds
    state.withLock { state in
      guard let i = state.components.firstIndex(where: { $0.name == component }) else { return }
      state.components[i].calls += 1
      state.components[i].samples += samples
      state.components[i].seconds += seconds
      if seconds > state.components[i].worstSeconds || state.components[i].worstSample == nil {
        state.components[i].worstSeconds = seconds
        state.components[i].worstSample = first
      }
    }
    return value
  }

  func has(_ code: TestCode) -> Bool { state.withLock { $0.findings.keys.contains { $0.code == code } } }

  func component(_ name: String) -> TestReport.Component? { state.withLock { $0.components.first { $0.name == name } } }

  /// All of it, in an order that does not depend on which task came first.
  func result() -> (components: [TestReport.Component], findings: [TestReport.Finding]) {
    let (components, found) = state.withLock { ($0.components, $0.findings) }
    let place = Dictionary(components.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let order = Dictionary(uniqueKeysWithValues: TestCode.allCases.enumerated().map { ($1, $0) })
    let sorted = found.sorted { a, b in
      let keys = [a, b].map { (place[$0.key.component] ?? .max, order[$0.key.code] ?? 0, $0.key.subject) }
      return keys[0] < keys[1]
    }.map(\.value)
    let counted = components.map { component in
      var component = component
      component.errors = sorted.count { $0.component == component.name && $0.severity == .error }
      component.warnings = sorted.count { $0.component == component.name && $0.severity == .warning }
      return component
    }
    return (counted, sorted)
  }
}
