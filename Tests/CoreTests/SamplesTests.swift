import Core
import Testing

@Suite struct SamplesTests {
  let rows = Rows([
    SubsetInfo(name: "training", state: .training, count: 48_000),
    SubsetInfo(name: "none", state: .unlabeled, count: 0),
    SubsetInfo(name: "validation", state: .validation, count: 12_000),
    SubsetInfo(name: "test", state: .test, count: 10_000),
  ])

  @Test func sampleIDReadsWhatItPrints() throws {
    let sample = try SampleID(parsing: "validation:11701")
    #expect(sample == SampleID(subset: "validation", index: 11_701))
    #expect(sample.description == "validation:11701")
  }

  @Test(arguments: [
    "", ":", "validation", "validation:", ":3", "validation:-1", "validation:+1", "validation:1.5", "validation: 1", "a:b:1",
    "validation:99999999999999999999", "validation:１",
  ])
  func sampleIDRefuses(_ text: String) {
    let error = #expect(throws: LeapError.self) { try SampleID(parsing: text) }
    #expect(error?.kind == .usage)
    #expect(error?.remedy?.contains("validation:11701") == true)
  }

  @Test func rowsCountThroughTheSubsets() throws {
    #expect(rows.count == 70_000)
    #expect(rows.range(of: "validation") == 48_000..<60_000)
    #expect(rows.range(of: "none") == 48_000..<48_000)
    #expect(rows.range(of: "other") == nil)
    #expect(try rows.row(of: SampleID(subset: "validation", index: 11_701)) == 59_701)
  }

  @Test(arguments: [0, 47_999, 48_000, 59_701, 59_999, 60_000, 69_999])
  func rowAndSampleAreInverse(_ row: Int) throws {
    #expect(try rows.row(of: rows.sample(at: row)) == row)
  }

  @Test func unknownSubsetListsTheSubsets() {
    let error = #expect(throws: LeapError.self) { try rows.row(of: SampleID(subset: "train", index: 0)) }
    #expect(error?.description.contains("training, none, validation, test") == true)
  }

  @Test func indexBeyondTheEndSaysHowMany() {
    let error = #expect(throws: LeapError.self) { try rows.row(of: SampleID(subset: "test", index: 10_000)) }
    #expect(error?.description.contains("10000 samples") == true)
    #expect(error?.description.contains("0 to 9999") == true)
  }

  @Test func emptySubsetHasNoSample() {
    #expect(throws: LeapError.self) { try rows.row(of: SampleID(subset: "none", index: 0)) }
  }
}
