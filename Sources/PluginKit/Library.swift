import PluginAPI

/// What `leap_plugin_entry` gets of the host: its table of functions.
public typealias HostPointer = UnsafePointer<leap_host>
/// Where `leap_plugin_entry` leaves the library's description.
public typealias PluginSlot = UnsafeMutablePointer<UnsafePointer<leap_plugin>?>

/// A plugin library: what the host learns when it loads the file.
///
/// A library is one global value and one exported function:
/// ```swift
/// let library = Library(id: "org.example.brightness", name: "Brightness", version: "1.0.0", components: [Brightness.self])
/// @c(leap_plugin_entry) public func entry(_ host: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
///   library.enter(host, call, out)
/// }
/// ```
public final class Library: Sendable {
  // Immutable C memory that lives until the process ends, so any thread may read it.
  private nonisolated(unsafe) let descriptor: UnsafePointer<leap_plugin>
  /// The components in the order in which they were listed. A process into which two libraries are linked, as that of tests, must
  /// ask here: the border's function has no context and knows the last library only.
  package nonisolated(unsafe) let components: UnsafeBufferPointer<leap_component>

  /// Describes a library. A process makes one, before its entry function runs.
  /// - Parameters:
  ///   - id: Reverse-DNS id of the library.
  ///   - name: What people call it.
  ///   - version: SemVer.
  ///   - license: SPDX identifier.
  ///   - components: What it offers, in the order in which hosts list it.
  public init(
    id: String, name: String, version: String, vendor: String? = nil, license: String? = nil, url: String? = nil,
    components: [any Component.Type]
  ) {
    let list = UnsafeMutablePointer<leap_component>.allocate(capacity: max(1, components.count))
    for (i, type) in components.enumerated() { (list + i).initialize(to: Self.component(type)) }
    // component(i) is a bare C function, so the list is reached through a global.
    self.components = UnsafeBufferPointer(start: list, count: components.count)
    componentList = UnsafePointer(list)
    componentCount = components.count

    var plugin = leap_plugin()
    plugin.struct_size = UInt32(MemoryLayout<leap_plugin>.size)
    plugin.abi_major = UInt16(LEAP_ABI_MAJOR)
    plugin.abi_minor = UInt16(LEAP_ABI_MINOR)
    plugin.component_count = UInt32(components.count)
    plugin.id = immortal(id)
    plugin.name = immortal(name)
    plugin.version = immortal(version)
    plugin.vendor = vendor.map(immortal)
    plugin.license = license.map(immortal)
    plugin.url = url.map(immortal)
    plugin.component = { i in Int(i) < componentCount ? componentList + Int(i) : nil }
    descriptor = UnsafePointer(immortal(plugin))
  }

  /// The body of `leap_plugin_entry`: hands the description out, where the host speaks this ABI.
  /// - Returns: `LEAP_OK`, or the ABI's code of what is wrong.
  public func enter(_ table: HostPointer?, _ call: OpaquePointer?, _ out: PluginSlot?) -> Int32 {
    guard let table, let out else { return Int32(LEAP_EARG) }
    // What came after it is asked for where it is used.
    guard Int(table.pointee.struct_size) >= MemoryLayout<leap_host>.offset(of: \.preview)! else { return Int32(LEAP_EABI) }
    guard table.pointee.abi_major == LEAP_ABI_MAJOR else {
      return table.pointee.fail(
        call, Int32(LEAP_EABI), "this plugin speaks ABI \(LEAP_ABI_MAJOR), the host \(table.pointee.abi_major)")
    }
    host = table
    out.pointee = descriptor
    return Int32(LEAP_OK)
  }

  private static func component(_ type: any Component.Type) -> leap_component {
    let manifest = type.manifest
    let role = Role(of: type)
    var component = leap_component()
    component.struct_size = UInt32(MemoryLayout<leap_component>.size)
    component.flags = manifest.traits.rawValue
    component.role = immortal(role.id)
    component.id = immortal(manifest.id)
    component.title = immortal(manifest.title)
    component.summary = immortal(manifest.summary)
    component.options_schema = manifest.options.isEmpty ? nil : immortal(manifest.options.schema.text)
    component.vtable = role.table
    // The functions of a table are bare C functions and capture nothing: the type to create travels in plugin_data.
    component.plugin_data = Unmanaged.passRetained(Factory(type, manifest.options)).toOpaque()
    component.create = { component, call, options, out in
      serve(call) { call in
        guard let component, let out else { throw PluginError(.argument, "create was called with NULL") }
        let factory = Unmanaged<Factory>.fromOpaque(component.pointee.plugin_data).takeUnretainedValue()
        let text = options.flatMap { host.pointee.options_json($0) }.map { String(cString: $0) } ?? "{}"
        let instance = try factory.type.init(options: factory.options.read(JSON(parsing: text)), call: call)
        out.pointee = OpaquePointer(Unmanaged<AnyObject>.passRetained(instance).toOpaque())
        return Int32(LEAP_OK)
      }
    }
    component.destroy = { instance in
      if let instance { Unmanaged<AnyObject>.fromOpaque(UnsafeRawPointer(instance)).release() }
    }
    return component
  }
}

private final class Factory {
  let type: any Component.Type
  let options: OptionTable
  init(_ type: any Component.Type, _ options: OptionTable) { (self.type, self.options) = (type, options) }
}

// Written once, when the library's only Library value is made, before the entry function hands the descriptor out.
private nonisolated(unsafe) var componentList: UnsafePointer<leap_component>! = nil
private nonisolated(unsafe) var componentCount = 0
