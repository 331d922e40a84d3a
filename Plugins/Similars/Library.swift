import PluginKit

private let library = Library(
  id: "dev.leap.similars", name: "Similars", version: "0.1.0", vendor: "Leap", license: "Apache-2.0",
  components: [Similars.self])

extension Similars {
  static let manifest = Manifest(
    id: "similars", title: "Similars",
    summary: "Nearest neighbors by latent features, and how well they agree with the labels", options: Options.table)
}

@c(leap_plugin_entry) public func leapPluginEntry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
  library.enter(host, call, out)
}
