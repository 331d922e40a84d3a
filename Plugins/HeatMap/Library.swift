import PluginKit

// Tests and the benchmark, into which more libraries are linked, ask it directly.
package let library = Library(
  id: "dev.leap.heat-map", name: "Heat maps", version: "0.1.0", vendor: "Leap", license: "Apache-2.0",
  components: [HeatMap.self])

@c(leap_plugin_entry) public func leapPluginEntry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
  library.enter(host, call, out)
}
