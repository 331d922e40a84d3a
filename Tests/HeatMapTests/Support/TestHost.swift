import PluginAPI
import PluginKit

/// What a plugin said during a call that was given this recorder as its `leap_call`, sink and options.
final class Recorder {
  var failure: String?
  var warnings: [String] = []
  var list: [String] = []
  var tensors: [String: Array<Double>] = [:]
  var shapes: [String: [Int]] = [:]
  let options: ContiguousArray<CChar>

  init(options: String = "{}") { self.options = options.utf8CString }

  /// The recorder as the handle that the host passes around; the caller keeps the recorder alive.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }

  static func of(_ handle: OpaquePointer?) -> Recorder {
    Unmanaged<Recorder>.fromOpaque(UnsafeRawPointer(handle!)).takeUnretainedValue()
  }

  func take(_ key: String, _ tensor: leap_tensor) {
    let shape = (0..<Int(tensor.ndim)).map { Int(tensor.shape[$0]) }
    let count = shape.reduce(1, *)
    shapes[key] = shape
    tensors[key] = (0..<count).map { i in
      switch (Int(tensor.dtype_code), tensor.dtype_bits) {
      case (Int(LEAP_FLOAT), 32): Double(tensor.data.assumingMemoryBound(to: Float.self)[i])
      case (Int(LEAP_FLOAT), 64): tensor.data.assumingMemoryBound(to: Double.self)[i]
      default: Double(tensor.data.assumingMemoryBound(to: Int64.self)[i])
      }
    }
  }
}

/// The least host that the plugin works with. It runs parallel work backwards, so that nothing can depend on the order.
// Written once, before it is shared, and never changed.
nonisolated(unsafe) let testHost: HostPointer = {
  let table = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
  var host = leap_host()
  host.struct_size = UInt32(MemoryLayout<leap_host>.size)
  host.abi_major = UInt16(LEAP_ABI_MAJOR)
  host.fail = { call, code, message in
    // The first is the cause: a model notes its own words before the plugin adds what it was doing.
    if Recorder.of(call).failure == nil { Recorder.of(call).failure = String(cString: message!) }
    return code
  }
  host.log = { call, level, message in
    if level >= Int32(LEAP_LOG_WARN) { Recorder.of(call).warnings.append(String(cString: message!)) }
  }
  host.progress = { _, _, _, _ in 0 }
  host.parallel_for = { _, n, grain, body, argument in
    for begin in stride(from: 0, to: n, by: Int(grain)).reversed() { body!(argument, 0, begin, min(n, begin + grain)) }
    return 0
  }
  host.lanes = { _ in 1 }
  host.options_json = { options in Recorder.of(options).options.withUnsafeBufferPointer { $0.baseAddress } }
  host.put_str = { sink, key, text, length in
    let value = String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    if String(cString: key!).isEmpty { Recorder.of(sink).list.append(value) }
    return 0
  }
  host.put_tensor = { sink, key, tensor in
    Recorder.of(sink).take(String(cString: key!), tensor!.pointee)
    return 0
  }
  table.initialize(to: host)
  return HostPointer(table)
}()
