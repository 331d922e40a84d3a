import Core
import Foundation
import PluginHost
import Testing

/// What is no plugin, or a wrong one, is refused with the file, the reason and a remedy.
@Suite struct RefusalTests {
  private func refusal(_ path: String) -> LeapError? {
    do {
      _ = try PluginLibrary(loading: path)
      return nil
    } catch {
      return error as? LeapError
    }
  }

  private func expectRefusal(_ path: String, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let error = refusal(path) else {
      Issue.record("\(path) was not refused", sourceLocation: sourceLocation)
      return
    }
    #expect(error.problem.contains(reason), sourceLocation: sourceLocation)
    #expect(error.doing.contains(path), sourceLocation: sourceLocation)
    #expect(error.remedy != nil, sourceLocation: sourceLocation)
    #expect(!error.description.contains("\n"), sourceLocation: sourceLocation)
  }

  @Test func textFile() throws {
    let path = Support.scratch + "/libText.so"
    try "this is no library".write(toFile: path, atomically: true, encoding: .utf8)
    expectRefusal(path, "no shared library")
  }

  @Test func missingFile() { expectRefusal(Support.scratch + "/libNowhere.so", "cannot be read") }
  @Test func noEntrySymbol() throws { expectRefusal(try Support.compile("null_entry"), "leap_plugin_entry") }
  @Test func otherMajor() throws { expectRefusal(try Support.compile("other_major"), "ABI major 2") }
  @Test func unknownRole() throws { expectRefusal(try Support.compile("bad_role"), "unknown role") }
  @Test func duplicateComponent() throws { expectRefusal(try Support.compile("duplicate_id"), "have the id") }

  @Test func executableIsNoLibrary() throws {
    // An executable of this machine: right format, no entry symbol (or no shared object).
    #expect(refusal("/proc/self/exe") != nil)
  }

  @Test func otherProcessor() throws {
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: try Support.compile("good_metric"))))
    bytes[18] = 0xF3  // RISC-V
    bytes[19] = 0
    let path = Support.scratch + "/libOther.so"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    expectRefusal(path, "RISC-V")
  }

  @Test func sameIdTwice() throws {
    let first = try Support.compile("good_metric")
    let second = Support.scratch + "/libCopy.so"
    try? FileManager.default.copyItem(atPath: first, toPath: second)
    let registry = PluginRegistry()
    _ = try registry.library(first, from: "/")
    #expect(throws: LeapError.self) { _ = try registry.library(second, from: "/") }
  }

  @Test func wrongRoleNamesWhatItOffers() throws {
    let path = try Support.compile("good_metric")
    do {
      _ = try Support.component(path, .visualizer)
      Issue.record("a metric was taken for a visualizer")
    } catch let error as LeapError {
      #expect(error.remedy?.contains("metric") == true)
    }
  }

  @Test func unknownOptionIsNamed() throws {
    let path = try Support.compile("good_metric")
    do {
      _ = try Support.component(path, .metric, options: #"{"topp": 2}"#)
      Issue.record("an unknown option was taken")
    } catch let error as LeapError {
      #expect(error.description.contains("topp"))
      #expect(error.description.contains("top"))
    }
  }

  @Test func unknownNameHasARemedy() throws {
    let finder = PluginFinder(environment: ["LEAP_PLUGIN_DIR": Support.products, "HOME": "/nonexistent"])
    do {
      _ = try finder.find("libSimilar.so", from: "/")
      Issue.record("found")
    } catch let error as LeapError {
      #expect(error.remedy == "did you mean 'libSimilars.so'?")
    }
  }
}
