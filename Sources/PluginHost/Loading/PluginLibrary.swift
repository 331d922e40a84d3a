import Core
import Foundation
import PluginAPI

/// A loaded plugin library and what it offers. It stays loaded until the process ends.
public struct PluginLibrary: Sendable {
  /// The one symbol that every plugin library exports, `leap_plugin_entry`.
  public static let entrySymbol = LEAP_ENTRY_SYMBOL

  /// The path that the library was loaded from.
  public let path: String
  /// SHA-256 of the library's file.
  public let digest: Digest
  /// Reverse-DNS id of the library.
  public let id: String
  /// Title of the library, for people.
  public let name: String
  /// Semantic version of the library, as its author states it.
  public let version: String
  /// Who made the library; nil where it does not say.
  public let vendor: String?
  /// The license of the library, as its author names it; nil where it does not say.
  public let license: String?
  /// All that the library offers, at least one component, with unique ids.
  public let components: [PluginComponent]

  /// The last part of `path`.
  public var fileName: String { URL(fileURLWithPath: path).lastPathComponent }

  /// Loads a library strictly: a look at the file, then `dlopen`, the entry, its version, its components.
  /// - Throws: `LeapError` that names the file, the reason and what to do.
  public init(loading path: String) throws {
    func refused(_ problem: String, _ remedy: String) -> LeapError {
      LeapError(.plugin, doing: "loading plugin '\(path)'", problem: problem, remedy: remedy)
    }
    let rebuild = "rebuild it for this machine, or name another library"
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw refused("it cannot be read (\(String(cString: strerror(errno))))", "check the path and its permissions")
    }
    do {
      guard try ELFFile(bytes).exportedFunctions.contains(Self.entrySymbol) else {
        throw refused(
          "it exports no function \(Self.entrySymbol)", "it is a library but no Leap plugin; see docs/abi.md for how to write one"
        )
      }
    } catch let problem as ELFFile.Problem {
      throw refused(problem.description, rebuild)
    }
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE), let symbol = dlsym(handle, Self.entrySymbol) else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
      throw refused("the system could not load it (\(reason))", "install the libraries it needs, or rebuild it")
    }
    let entry = unsafeBitCast(symbol, to: leap_plugin_entry_fn.self)
    let context = CallContext(observer: CallObserver())
    var descriptor: UnsafePointer<leap_plugin>?
    let status = entry(HostTable.pointer, context.handle, &descriptor)
    guard status == LEAP_OK, let plugin = descriptor else {
      throw refused(
        "its entry function failed with status \(status)" + (context.message.map { " (\($0))" } ?? ""),
        "install a version of the plugin for this leap-host (ABI \(LEAP_ABI_MAJOR).\(LEAP_ABI_MINOR))")
    }
    try self.init(path: path, digest: Digest(of: bytes), plugin: plugin, refused: refused)
  }

  private init(
    path: String, digest: Digest, plugin: UnsafePointer<leap_plugin>, refused: (String, String) -> LeapError
  ) throws {
    let table = plugin.pointee
    guard table.abi_major == LEAP_ABI_MAJOR else {
      throw refused(
        "it speaks ABI major \(table.abi_major), this leap-host \(LEAP_ABI_MAJOR)",
        "install a version of the plugin made for ABI \(LEAP_ABI_MAJOR)")
    }
    guard Int(table.struct_size) >= MemoryLayout<leap_plugin>.size else {
      throw refused("its descriptor is \(table.struct_size) bytes, which is too short", "tell its author")
    }
    guard table.host_minor_min <= LEAP_ABI_MINOR else {
      throw refused("it needs ABI \(table.abi_major).\(table.host_minor_min) or later", "install a newer leap-host")
    }
    guard let id = table.id, let name = table.name, let version = table.version, let componentAt = table.component else {
      throw refused("its descriptor lacks an id, a name, a version or components", "tell its author")
    }
    self.path = path
    self.digest = digest
    self.id = String(cString: id)
    self.name = String(cString: name)
    self.version = String(cString: version)
    vendor = table.vendor.map { String(cString: $0) }
    license = table.license.map { String(cString: $0) }
    var components: [PluginComponent] = []
    for i in 0..<table.component_count {
      guard let raw = componentAt(i) else {
        throw refused("its component \(i) of \(table.component_count) is missing", "tell its author")
      }
      let component = try PluginComponent(raw, library: self.id, digest: digest, refused: refused)
      guard !components.contains(where: { $0.id == component.id }) else {
        throw refused("two of its components have the id '\(component.id)'", "tell its author")
      }
      components.append(component)
    }
    guard !components.isEmpty else { throw refused("it offers no component", "tell its author") }
    self.components = components
  }
}
