import Core
import PluginHost
import ProjectConfiguration
import Testing

@testable import PluginHost

/// The libraries of this package keep the rules that they set for others.
@Suite struct ShippedPluginTests {
  static let names = [
    "libIDXDataset.so", "libMNISTCNN.so", "libDigitMetadata.so", "libHeatMap.so", "libSimilars.so", "libPopulationMap.so",
    "libInsights.so",
  ]

  @Test(arguments: names) func exportsOneFunctionAndLoads(_ name: String) throws {
    let path = Support.products + "/" + name
    let library = try PluginLibrary(loading: path)
    #expect(library.version == "0.1.0")
    #expect(library.id.hasPrefix("dev.leap."))
    #expect(library.license == "Apache-2.0")
    for component in library.components {
      #expect(!component.summary.isEmpty)
      _ = try OptionsSchema(json: component.optionsSchema, of: component.id)
    }
  }

  @Test func allAreInstalled() {
    let finder = PluginFinder(environment: ["LEAP_PLUGIN_DIR": Support.products, "HOME": "/nonexistent"])
    let found = Set(finder.installed().map { $0.split(separator: "/").last.map(String.init) ?? "" })
    #expect(found.isSuperset(of: Self.names))
  }

  /// A relative XDG_DATA_HOME is ignored, as its specification asks.
  @Test func pluginsOfTheUserAreLookedUpByAnAbsolutePath() {
    func last(_ data: String) -> String? { PluginFinder(environment: ["HOME": "/h", "XDG_DATA_HOME": data]).folders.last }
    #expect(last("/data") == "/data/leap/plugins")
    #expect(last("data") == "/h/.local/share/leap/plugins" && last("") == last("data"))
  }

  @Test func loadingTwiceGivesTheSameLibrary() throws {
    let path = Support.products + "/libSimilars.so"
    let (first, second) = (try PluginLibrary(loading: path), try PluginLibrary(loading: path))
    #expect(first.digest == second.digest)
    #expect(first.components[0].raw == second.components[0].raw)
  }
}
