import Core
import PluginHost
import ProjectConfiguration

/// Something that fills columns, as the tester sees it.
protocol TestedPart: Sendable {
  /// Unique in the report.
  var name: String { get }
  var columns: [ColumnInfo] { get }
  var expectations: Expectations { get }
  var needsPredictions: Bool { get }
  func answer(_ batch: SampleBatch) async throws -> ColumnAnswer
}

/// A metadata or metric component.
struct ColumnPart: TestedPart {
  let name: String
  /// The id of the component.
  let id: String
  let role: any ColumnRole
  let expectations: Expectations
  var columns: [ColumnInfo] { role.columns }
  var needsPredictions: Bool { role.needsPredictions }
  func answer(_ batch: SampleBatch) async throws -> ColumnAnswer { try await role.answer(batch) }
}

/// A C function under test.
struct FunctionPart: TestedPart {
  let name: String
  let use: FunctionEntry
  let function: BoundFunction
  let words: FunctionWords
  var columns: [ColumnInfo] { use.columns }
  var expectations: Expectations { use.expectations }
  var needsPredictions: Bool { use.needsModel }
  func answer(_ batch: SampleBatch) async throws -> ColumnAnswer {
    ColumnAnswer(values: try await function.call(words.inputs(of: batch)))
  }
}
