import PluginAPI
import PluginKit

/// What a plugin said to the host during calls that were given this recorder as their `leap_call`, options, sink or table.
public final class Recorder {
  /// The first is the cause: a model notes its own words before a plugin adds what it was doing.
  public var failure: (code: Int32, message: String)?
  public var warnings: [String] = []
  public var texts: [String: String] = [:]
  public var list: [String] = []
  public var integers: [UInt32: [Int64?]] = [:]
  public var strings: [UInt32: [String?]] = [:]
  public var tensors: [String: [Double]] = [:]
  public var shapes: [String: [Int]] = [:]
  public var options: String
  public var canceled = false

  public init(options: String = "{}") { self.options = options }

  /// The recorder as the opaque handle that the host passes around; the test keeps the recorder alive.
  public var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }

  public static func of(_ handle: OpaquePointer?) -> Recorder {
    Unmanaged<Recorder>.fromOpaque(UnsafeRawPointer(handle!)).takeUnretainedValue()
  }

  public func take(_ key: String, _ tensor: leap_tensor) {
    let shape = (0..<Int(tensor.ndim)).map { Int(tensor.shape[$0]) }
    shapes[key] = shape
    tensors[key] = (0..<shape.reduce(1, *)).map { i in
      switch (Int(tensor.dtype_code), tensor.dtype_bits) {
      case (Int(LEAP_FLOAT), 32): Double(tensor.data.assumingMemoryBound(to: Float.self)[i])
      case (Int(LEAP_FLOAT), 64): tensor.data.assumingMemoryBound(to: Double.self)[i]
      default: Double(tensor.data.assumingMemoryBound(to: Int64.self)[i])
      }
    }
  }
}

/// The least host that plugins can be tested against: one table for all tests of the process, because PluginKit keeps the last
/// one. It runs parallel work backwards, so that nothing can depend on the order.
// Written once, before it is shared, and never changed.
nonisolated(unsafe) public let testHost: HostPointer = {
  let table = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
  var host = leap_host()
  host.struct_size = UInt32(MemoryLayout<leap_host>.size)
  host.abi_major = UInt16(LEAP_ABI_MAJOR)
  addCalls(to: &host)
  addSinks(to: &host)
  table.initialize(to: host)
  return HostPointer(table)
}()

private func addCalls(to host: inout leap_host) {
  host.fail = { call, code, message in
    if call != nil, Recorder.of(call).failure == nil { Recorder.of(call).failure = (code, String(cString: message!)) }
    return code
  }
  host.log = { call, level, message in
    if level >= Int32(LEAP_LOG_WARN) { Recorder.of(call).warnings.append(String(cString: message!)) }
  }
  host.progress = { call, _, _, _ in Recorder.of(call).canceled ? Int32(LEAP_ECANCELLED) : 0 }
  host.parallel_for = { _, n, grain, body, argument in
    for begin in stride(from: 0, to: n, by: Int(grain)).reversed() { body!(argument, 0, begin, min(n, begin + grain)) }
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
}

private func addSinks(to host: inout leap_host) {
  host.put_str = { sink, key, text, length in
    let value = String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    let key = String(cString: key!)
    if key.isEmpty { Recorder.of(sink).list.append(value) } else { Recorder.of(sink).texts[key] = value }
    return 0
  }
  host.put_tensor = { sink, key, tensor in
    Recorder.of(sink).take(String(cString: key!), tensor!.pointee)
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
}
