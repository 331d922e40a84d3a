import Core
import Testing

@Suite struct LeapErrorTests {
  @Test func printsOneLineWithAllParts() {
    let error = LeapError(
      .data, doing: "reading 'a.gz'", problem: "it is cut off\nat byte 7", place: "/data/a.gz", remedy: "fetch it again")
    #expect(error.description == "/data/a.gz: reading 'a.gz': it is cut off at byte 7; fetch it again")
  }

  @Test func leavesOutWhatIsMissing() {
    #expect(LeapError(.usage, doing: "", problem: "no leap.yaml").description == "no leap.yaml")
    #expect(LeapError(.usage, doing: "starting", problem: "no leap.yaml").description == "starting: no leap.yaml")
  }

  @Test func nearestWordForgivesATypo() {
    let words = ["training", "validation", "test"]
    #expect(nearestWord(to: "trainign", among: words) == "training")
    #expect(nearestWord(to: "Validation", among: words) == "validation")
    #expect(nearestWord(to: "tset", among: words) == "test", "a swap is one edit")
    #expect(nearestWord(to: "tes", among: words) == "test")
  }

  @Test func nearestWordIsSilentWhenNothingIsNear() {
    #expect(nearestWord(to: "colour", among: ["training", "test"]) == nil)
    #expect(nearestWord(to: "x", among: []) == nil)
    #expect(nearestWord(to: "", among: ["training"]) == nil)
  }
}
