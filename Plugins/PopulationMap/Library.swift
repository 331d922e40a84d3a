import PluginKit

private let library = Library(
  id: "dev.leap.population-map", name: "Population map", version: "0.1.0", vendor: "Leap", license: "Apache-2.0",
  components: [PopulationMap.self])

@c(leap_plugin_entry) public func leapPluginEntry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
  library.enter(host, call, out)
}
