import PluginAPI
import PluginKit

import TestHost

/// An instance of a component, as a host holds it.
struct Instance {
  let component: UnsafePointer<leap_component>
  let raw: OpaquePointer

  /// - Returns: nil when create failed; the recorder has the reason.
  init?(_ id: String, _ recorder: Recorder) {
    var plugin: UnsafePointer<leap_plugin>?
    guard testLibrary.enter(testHost, recorder.handle, &plugin) == LEAP_OK, plugin != nil,
      let i = testLibrary.components.firstIndex(where: { String(cString: $0.id) == id })
    else { return nil }
    component = testLibrary.components.baseAddress! + i
    var made: OpaquePointer?
    guard component.pointee.create(component, recorder.handle, recorder.handle, &made) == LEAP_OK, let made else { return nil }
    raw = made
  }

  func destroy() { component.pointee.destroy(raw) }

  func table<Table>(_: Table.Type) -> Table { component.pointee.vtable.assumingMemoryBound(to: Table.self).pointee }
}
