import PluginAPI
import PluginKit

/// What the plugin said to the host during calls that were given this recorder as their `leap_call`, sink or table.
final class Recorder {
  var failure: (code: Int32, message: String)?
  var texts: [String: String] = [:]
  var list: [String] = []
  var integers: [UInt32: [Int64?]] = [:]
  var strings: [UInt32: [String?]] = [:]
  var options = "{}"
  var cancelled = false

  /// The recorder as the opaque handle that the host passes around; the test keeps the recorder alive.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }

  static func of(_ handle: OpaquePointer?) -> Recorder {
    Unmanaged<Recorder>.fromOpaque(UnsafeRawPointer(handle!)).takeUnretainedValue()
  }
}

/// The least host that PluginKit can be tested against: one table that lives as long as the process.
// Written once, before it is shared, and never changed.
nonisolated(unsafe) let testHost: HostPointer = {
  let table = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
  var host = leap_host()
  host.struct_size = UInt32(MemoryLayout<leap_host>.size)
  host.abi_major = UInt16(LEAP_ABI_MAJOR)
  host.fail = { call, code, message in
    if call != nil { Recorder.of(call).failure = (code, String(cString: message!)) }
    return code
  }
  host.log = { _, _, _ in }
  host.progress = { call, _, _, _ in Recorder.of(call).cancelled ? Int32(LEAP_ECANCELLED) : 0 }
  host.parallel_for = { _, n, grain, body, argument in
    for begin in stride(from: 0, to: n, by: Int(grain)) { body!(argument, 0, begin, min(n, begin + grain)) }
    return 0
  }
  host.lanes = { _ in 1 }
  host.options_json = { options in
    // The text must outlive this call, and a test process may leak it.
    let utf8 = Recorder.of(options).options.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
    for (i, byte) in utf8.enumerated() { copy[i] = byte }
    return UnsafePointer(copy)
  }
  host.put_str = { sink, key, text, length in
    let bytes = UnsafeRawBufferPointer(start: text, count: length)
    let key = String(cString: key!)
    let value = String(decoding: bytes, as: UTF8.self)
    if key.isEmpty { Recorder.of(sink).list.append(value) } else { Recorder.of(sink).texts[key] = value }
    return 0
  }
  host.fill_i64 = { table, column, values, present, n in
    Recorder.of(table).integers[column] = (0..<Int(n)).map { present![$0] == 0 ? nil : values![$0] }
    return 0
  }
  host.fill_str = { table, column, values, n in
    Recorder.of(table).strings[column] = (0..<Int(n)).map { i in values![i].map { String(cString: $0) } }
    return 0
  }
  table.initialize(to: host)
  return HostPointer(table)
}()

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
