import Core
import GRDB

/// What a run knows of its data set.
public struct DatasetRecord: Hashable, Sendable {
  /// The subsets, in the order of `Rows`.
  public var subsets: [SubsetInfo]
  /// Names of the classes, in the order of labels; empty when the data set has no classes.
  public var classNames: [String]
  public var input: PortInfo
  public var rows: Rows { Rows(subsets) }
  public init(subsets: [SubsetInfo], classNames: [String], input: PortInfo) {
    self.subsets = subsets
    self.classNames = classNames
    self.input = input
  }
}

extension RunStore {
  /// Adds the data set to the run, or replaces it.
  public func setDataset(_ dataset: DatasetRecord, step: StepID = .dataset, of run: Run) throws {
    try write("recording the data set") { db in
      for table in ["subset", "class_name", "input_port"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run.id])
      }
      for (position, subset) in dataset.subsets.enumerated() {
        try db.execute(
          sql: "INSERT INTO subset(run, stage, position, name, state, count) VALUES(?, ?, ?, ?, ?, ?)",
          arguments: [run.id, step.description, position, subset.name, subset.state.rawValue, subset.count])
      }
      for (position, name) in dataset.classNames.enumerated() {
        try db.execute(
          sql: "INSERT INTO class_name(run, stage, position, name) VALUES(?, ?, ?, ?)",
          arguments: [run.id, step.description, position, name])
      }
      let input = dataset.input
      try db.execute(
        sql: "INSERT INTO input_port(run, stage, name, dtype, shape) VALUES(?, ?, ?, ?, ?)",
        arguments: [
          run.id, step.description, input.name, input.dtype.rawValue, input.shape.map(String.init).joined(separator: ","),
        ])
    }
  }

  /// What the run recorded of its data set; nil before it has one.
  public func dataset(of run: Run) throws -> DatasetRecord? {
    try read("reading the data set of \(run.name)") { db in
      let subsets = try rows(db, "SELECT * FROM subset WHERE run = ? ORDER BY position", [run.id]) { row in
        SubsetInfo(name: try row.text("name"), state: try row.word("state"), count: try row.int("count"))
      }
      let classNames = try rows(db, "SELECT name FROM class_name WHERE run = ? ORDER BY position", [run.id]) {
        try $0.text("name")
      }
      let inputs = try rows(db, "SELECT * FROM input_port WHERE run = ?", [run.id]) { row in
        PortInfo(
          name: try row.text("name"), dtype: try row.word("dtype"),
          shape: try row.text("shape").split(separator: ",").map { size in
            guard let size = Int(size), size > 0 else {
              throw Self.damaged("wrong shape", doing: "reading the data set", directory: directory)
            }
            return size
          })
      }
      return inputs.first.map { DatasetRecord(subsets: subsets, classNames: classNames, input: $0) }
    }
  }
}
