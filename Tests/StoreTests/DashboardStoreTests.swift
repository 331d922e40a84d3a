import Core
import Foundation
import Store
import Testing

/// What people do in the dashboard.
@Suite struct DashboardStoreTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func titlesAndNotesAreKept() throws {
    let (store, run) = try scratch.run()
    #expect(run.title.isEmpty && run.note.isEmpty)
    #expect(try store.describe(run, title: "first").title == "first")
    let noted = try store.describe(run, note: "it's \"good\"")
    #expect(noted.title == "first" && noted.note == "it's \"good\"")
    #expect(try scratch.store().run(named: run.name) == noted)
  }

  @Test func aDeletedRunIsGoneAndWhatOthersTookOverStays() throws {
    let (store, first) = try scratch.run()
    try store.record(StepRecord(.train, fingerprint: "t", state: .finished), of: first)
    try store.write([(ColumnInfo(name: "a", kind: .bool, source: "leap"), .bool([true]))], step: .train, of: first)
    try writeBytes([1, 2, 3], first.path("model.safetensors"))
    let second = try store.createRun(project: "mnist", fingerprint: "f2")
    try store.adopt(step: .train, from: first, into: second, files: ["model.safetensors"])
    do {
      let lock = try store.lock(first)
      #expect(store.isUnderWay(first) && !store.isUnderWay(second))
      #expect(throws: LeapError.self) { try store.delete(first) }
      #expect(try store.runs().count == 2)
      withExtendedLifetime(lock) {}
    }
    try store.delete(first)
    #expect(try store.runs().map(\.name) == ["run-0002"])
    #expect(!FileManager.default.fileExists(atPath: first.directory))
    #expect(try readBytes(second.path("model.safetensors")) == [1, 2, 3])
    #expect(try store.column("a", of: second)?.values == .bool([true]))
    // Numbers go on, so that a name never means two runs at once.
    #expect(try store.createRun(project: "mnist", fingerprint: "f3").name == "run-0003")
  }

  @Test func annotationsBelongToTheProject() throws {
    let store = try scratch.store()
    let sample = SampleID(subset: "test", index: 5)
    #expect(try store.annotation(of: sample, project: "mnist") == nil)
    let note = Annotation(sample: sample, note: "a\nb", tags: ["x", "y\""])
    try store.annotate(note, project: "mnist")
    try store.annotate(Annotation(sample: sample, note: "other", tags: []), project: "fashion")
    #expect(try store.annotation(of: sample, project: "mnist") == note)
    #expect(try store.annotations(ofProject: "mnist") == [note])
    try store.annotate(Annotation(sample: sample, note: "", tags: []), project: "mnist")
    #expect(try store.annotations(ofProject: "mnist").isEmpty && store.annotations(ofProject: "fashion").count == 1)
    try store.execute("UPDATE annotation SET tags = 'x'")
    #expect(throws: LeapError.self) { try store.annotations(ofProject: "fashion") }
  }

  @Test func chartsHaveNumbersAndPlaces() throws {
    let store = try scratch.store()
    let chart = ChartRecord(title: "a", source: "samples", kind: "bars", query: "{}")
    let saved = try #require(try store.save(chart, project: "mnist"))
    #expect(saved.id == 1)
    var changed = saved
    changed.title = "b"
    #expect(try store.save(changed, project: "mnist") == changed)
    #expect(try store.save(changed, project: "fashion") == nil)
    #expect(try store.charts(ofProject: "mnist") == [changed] && store.charts(ofProject: "fashion").isEmpty)
    try store.place(["own-1": ChartPlace(position: 1), "yaml-x": ChartPlace(isHidden: true)], project: "mnist")
    #expect(
      try store.chartPlaces(ofProject: "mnist") == ["own-1": ChartPlace(position: 1), "yaml-x": ChartPlace(isHidden: true)])
    #expect(try store.deleteChart(1, project: "mnist") && !store.deleteChart(1, project: "mnist"))
    #expect(throws: LeapError.self) {
      try store.save(ChartRecord(title: "a", source: "weeks", kind: "bars", query: "{}"), project: "mnist")
    }
  }

  @Test func someRowsOfAColumnAreThoseOfTheWhole() throws {
    let (store, run) = try scratch.run()
    let values = ColumnValues.float64((0..<3000).map { $0 % 7 == 0 ? nil : Double($0) })
    try store.write([(ColumnInfo(name: "a", kind: .float64, source: "leap"), values)], step: .evaluate, of: run)
    let rows = [2999, 0, 1023, 1024, 7, 7, 2048]
    #expect(try store.column("a", rows: rows, of: run) == rows.map { values[$0] })
    #expect(try store.column("a", rows: [], of: run)?.isEmpty == true)
    #expect(try store.column("b", rows: [0], of: run) == nil)
  }

  @Test func theStampFollowsWhatARunSays() throws {
    let (store, run) = try scratch.run()
    let first = try store.stamp(of: run)
    #expect(try store.stamp(of: run) == first)
    try store.append([BatchRecord(epoch: 0, step: 0, loss: 1, accuracy: 0)], to: run)
    #expect(try store.stamp(of: run) == first)
    let mark = store.changeMark
    try store.record(StepRecord(.train, fingerprint: "t", state: .finished), of: run)
    #expect(store.changeMark != mark)
    let second = try store.stamp(of: run)
    #expect(second.results != first.results && second.text != first.text && second.findings == first.findings)
    _ = try store.describe(run, title: "x")
    let third = try store.stamp(of: run)
    #expect(third.results == second.results && third.text != second.text)
    try store.write(
      [InsightRecord(kind: "a", title: "b", severity: 1, members: [], source: "c")],
      step: .analyzer(library: "x", component: "y"), of: run)
    #expect(try store.stamp(of: run).findings != third.findings)
  }
}
