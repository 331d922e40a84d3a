import Core
import PluginAPI

/// What a component is for; the raw value is the name between `leap.` and `/1` of the role id in the ABI.
public enum PluginRole: String, Sendable, CaseIterable {
  case dataset, model, metadata, metric, visualizer, analyzer

  init?(id: String) {
    guard let role = Self.allCases.first(where: { "leap.\($0.rawValue)/1" == id }) else { return nil }
    self = role
  }
}

// The descriptor is immutable memory of a library that is never unloaded.
/// One thing that a library offers: its role and how it presents itself.
public struct PluginComponent: @unchecked Sendable {
  let raw: UnsafePointer<leap_component>
  /// What the component is for, which fixes the functions that it must have.
  public let role: PluginRole
  /// Kebab-case id, unique in its library.
  public let id: String
  /// Name for people; the id where the plugin gives none.
  public let title: String
  /// One sentence on what the component does; empty where the plugin gives none.
  public let summary: String
  /// JSON Schema of the object of options; nil: the component takes none.
  public let optionsSchema: String?
  /// Whether the component is an analyzer that gets the run's columns and is redone when one of them changes.
  public let readsColumns: Bool
  /// Reverse-DNS id of the library that offers the component.
  public let library: String
  /// SHA-256 of the library's file.
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
