import Core
import Foundation
import GRDB

/// What a person noted about a sample. It belongs to the project, not to a run.
public struct Annotation: Hashable, Sendable {
  /// The sample that the note is about, `subset:index` in the table.
  public var sample: SampleID
  public var note: String
  /// Each once, in the person's order.
  public var tags: [String]
  public init(sample: SampleID, note: String, tags: [String]) {
    self.sample = sample
    self.note = note
    self.tags = tags
  }
  public var isEmpty: Bool { note.isEmpty && tags.isEmpty }
}

extension RunStore {
  /// All notes of a project, ordered by sample.
  public func annotations(ofProject project: String) throws -> [Annotation] {
    try read("reading notes") { db in
      try rows(db, "SELECT * FROM annotation WHERE project = ? ORDER BY sample", [project], annotation)
    }
  }

  /// What is noted of a sample; nil where nothing is.
  public func annotation(of sample: SampleID, project: String) throws -> Annotation? {
    try read("reading the note of \(sample)") { db in
      try rows(
        db, "SELECT * FROM annotation WHERE project = ? AND sample = ?", [project, sample.description], annotation
      ).first
    }
  }

  /// Replaces what was noted of the sample; an empty annotation removes it.
  public func annotate(_ annotation: Annotation, project: String) throws {
    let tags = String(decoding: try JSONEncoder().encode(annotation.tags), as: UTF8.self)
    try write("noting something about \(annotation.sample)") { db in
      let sample = annotation.sample.description
      if annotation.isEmpty {
        try db.execute(sql: "DELETE FROM annotation WHERE project = ? AND sample = ?", arguments: [project, sample])
      } else {
        try db.execute(
          sql: "INSERT OR REPLACE INTO annotation(project, sample, note, tags, changed) VALUES(?, ?, ?, ?, ?)",
          arguments: [project, sample, annotation.note, tags, Date().timeIntervalSince1970])
      }
    }
  }

  private func annotation(_ row: Fields) throws -> Annotation {
    guard let tags = try? JSONDecoder().decode([String].self, from: Data(try row.text("tags").utf8)) else {
      throw Self.damaged("wrong tags", doing: "reading notes", directory: directory)
    }
    return Annotation(sample: try SampleID(parsing: try row.text("sample")), note: try row.text("note"), tags: tags)
  }
}
