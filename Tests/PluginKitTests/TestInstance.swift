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
    guard testLibrary.enter(testHost, recorder.handle, &plugin) == LEAP_OK, let plugin else { return nil }
    var i: UInt32 = 0
    while let component = plugin.pointee.component(i) {
      if String(cString: component.pointee.id) == id {
        var made: OpaquePointer?
        guard component.pointee.create(component, recorder.handle, recorder.handle, &made) == LEAP_OK, let made else {
          return nil
        }
        self.component = component
        raw = made
        return
      }
      i += 1
    }
    return nil
  }

  func destroy() { component.pointee.destroy(raw) }

  func table<Table>(_: Table.Type) -> Table { component.pointee.vtable.assumingMemoryBound(to: Table.self).pointee }
}
