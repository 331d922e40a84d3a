import Core
import Store

/// Names of columns are unique in a run, whoever fills them.
extension StageWork {
  /// The columns under the names that they get in the run: one that is taken gets the component's id before it.
  func names(for columns: [ColumnInfo], _ id: String) throws -> [ColumnInfo] {
    let taken = Set(try store.columns(of: run).map(\.name))
    return columns.map { $0.named(apartFrom: taken, by: id) }
  }
}

extension ColumnInfo {
  /// The column, with the component's id before its name where that is taken.
  func named(apartFrom taken: Set<String>, by id: String) -> ColumnInfo {
    guard taken.contains(name) else { return self }
    var renamed = self
    renamed.name = "\(id).\(name)"
    return renamed
  }
}
