import Core
import GRDB

extension RunStore {
  /// Keeps what a component printed about the run, in place of what it printed before.
  public func setResult(_ text: String, of component: String, step: StepID, of run: Run) throws {
    try write("recording the result of '\(component)'") { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO result(run, stage, component, text) VALUES(?, ?, ?, ?)",
        arguments: [run.id, step.description, component, text])
    }
  }

  /// Texts that components gave as results, ordered by component.
  public func results(of run: Run) throws -> [(component: String, text: String)] {
    try read("reading the results of \(run.name)") { db in
      try rows(db, "SELECT component, text FROM result WHERE run = ? ORDER BY component", [run.id]) {
        (try $0.text("component"), try $0.text("text"))
      }
    }
  }
}
