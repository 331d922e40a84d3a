import Core
import Foundation
import PluginAPI

/// A loaded plugin library and what it offers. Never unloaded.
public struct PluginLibrary: Sendable {
  public static let entrySymbol = LEAP_ENTRY_SYMBOL

  public let path: String
  /// SHA-256 of the file.
  public let digest: Digest
  /// Reverse-DNS id.
  public let id: String
  public let name: String
  public let version: String
  public let vendor: String?
  public let license: String?
  public let components: [PluginComponent]

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

/// What a component is for.
public enum PluginRole: String, Sendable, CaseIterable {
  case dataset, model, metadata, metric, visualizer, analyzer

  init?(id: String) {
    guard let role = Self.allCases.first(where: { "leap.\($0.rawValue)/1" == id }) else { return nil }
    self = role
  }
}

/// One thing that a library offers.
// The descriptor is immutable memory of a library that is never unloaded.
public struct PluginComponent: @unchecked Sendable {
  let raw: UnsafePointer<leap_component>
  public let role: PluginRole
  public let id: String
  public let title: String
  public let summary: String
  public let optionsSchema: String?
  /// An analyzer that looks at columns, too.
  public let readsColumns: Bool
  /// Id of its library.
  public let library: String
  /// SHA-256 of its library.
  public let digest: Digest

  init(_ raw: UnsafePointer<leap_component>, library: String, digest: Digest, refused: (String, String) -> LeapError) throws {
    let component = raw.pointee
    guard Int(component.struct_size) >= MemoryLayout<leap_component>.size, let id = component.id, let role = component.role,
      component.create != nil, component.destroy != nil, component.vtable != nil
    else { throw refused("one of its components is incomplete", "tell its author") }
    self.raw = raw
    self.id = String(cString: id)
    self.library = library
    self.digest = digest
    let roleID = String(cString: role)
    guard let known = PluginRole(id: roleID) else {
      let roles = PluginRole.allCases.map { "leap.\($0.rawValue)/1" }.joined(separator: ", ")
      throw refused("its component '\(self.id)' plays the unknown role '\(roleID)'", "this leap-host knows \(roles)")
    }
    self.role = known
    title = component.title.map { String(cString: $0) } ?? self.id
    summary = component.summary.map { String(cString: $0) } ?? ""
    optionsSchema = component.options_schema.map { String(cString: $0) }
    readsColumns = component.flags & UInt32(LEAP_READS_COLUMNS) != 0
    guard Self.isComplete(component.vtable, role: known) else {
      throw refused("its component '\(self.id)' lacks a function that role \(known) must have", "tell its author")
    }
  }

  /// Whether the table has every function marked "must" in the header, and room for all that its role had at first.
  private static func isComplete(_ table: UnsafeRawPointer, role: PluginRole) -> Bool {
    func has<Table>(_ type: Table.Type, before later: PartialKeyPath<Table>? = nil, _ check: (Table) -> Bool) -> Bool {
      let first = later.flatMap { MemoryLayout<Table>.offset(of: $0) } ?? MemoryLayout<Table>.size
      return RoleTable<Table>.read(table, atLeast: first).map(check) ?? false
    }
    return switch role {
    case .dataset: has(leap_dataset.self) { $0.port != nil && $0.subset != nil && $0.class_names != nil && $0.read != nil }
    case .model: has(leap_model.self) { $0.build != nil && $0.port != nil && $0.forward != nil }
    case .metadata: has(leap_metadata.self) { $0.column != nil && $0.extract != nil }
    case .metric: has(leap_metric.self) { $0.column != nil && $0.compute != nil }
    case .visualizer: has(leap_visualizer.self) { $0.describe != nil && $0.render != nil }
    case .analyzer: has(leap_analyzer.self, before: \.neighbors_wanted) { $0.fit != nil }
    }
  }
}
