import PluginKit

private let library = Library(
  id: "dev.leap.insights", name: "Insights", version: "0.1.0", vendor: "Leap", license: "Apache-2.0",
  components: [Insights.self])

@c(leap_plugin_entry) public func leapPluginEntry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
  library.enter(host, call, out)
}
