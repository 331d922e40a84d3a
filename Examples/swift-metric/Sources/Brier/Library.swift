import PluginKit

private let library = Library(
  id: "org.example.brier", name: "Brier score", version: "1.0.0", license: "Apache-2.0", components: [Brier.self])

@c(leap_plugin_entry) public func leapPluginEntry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
  library.enter(host, call, out)
}
