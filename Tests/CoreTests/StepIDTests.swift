import Core
import Testing

/// Steps are told apart by their text forms, which stores of every release have.
@Suite struct StepIDTests {
  private static let forms: [(StepID, String)] = [
    (.dataset, "dataset"), (.train, "train"), (.evaluate, "evaluate"),
    (.columns(library: "dev.leap.digit-metadata", component: "digits"), "metadata/dev.leap.digit-metadata/digits"),
    (.columns(library: "org.example", component: "a/b"), "metadata/org.example/a/b"),
    (.function("area"), "metadata/function/area"), (.loss, "metadata/loss"),
    (.analyzer(library: "dev.leap.similars", component: "similars"), "analyze/dev.leap.similars/similars"),
  ]

  @Test func textFormsAreThoseOfStores() {
    for (step, text) in Self.forms {
      #expect(step.description == text)
      #expect(StepID(text) == step)
    }
  }

  @Test(arguments: [
    "", "/", "trains", "train/", "train/x", "metadata", "metadata/x", "metadata/losses", "analyze", "analyze/loss",
  ])
  func otherTextsAreNone(_ text: String) { #expect(StepID(text) == nil) }

  @Test func theyFollowTheStages() {
    let sorted = Self.forms.map(\.0).shuffled().sorted()
    #expect(sorted.map(\.stage) == [.dataset, .train, .evaluate, .metadata, .metadata, .metadata, .metadata, .analyze])
    #expect(sorted[3].description < sorted[4].description)
  }
}
