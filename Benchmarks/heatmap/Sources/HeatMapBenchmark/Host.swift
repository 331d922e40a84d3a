import Kernels
import PluginAPI
import PluginKit

/// What a plugin said during a call that was given this recorder as its `leap_call`, sink and options.
final class Recorder {
  var failure: (code: Int32, message: String)?
  var list: [String] = []
  var tensors: [String: [Float]] = [:]
  private let options: ContiguousArray<CChar>

  init(options: String = "{}") { self.options = options.utf8CString }

  /// The recorder as the handle that the host passes around; the caller keeps the recorder alive.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }

  static func of(_ handle: OpaquePointer?) -> Recorder {
    Unmanaged<Recorder>.fromOpaque(UnsafeRawPointer(handle!)).takeUnretainedValue()
  }

  var optionsText: UnsafePointer<CChar>? { options.withUnsafeBufferPointer { $0.baseAddress } }
}

/// The threads of the benchmark.
// Written once, before the plugin runs.
nonisolated(unsafe) var hostThreads = Parallel.serial

/// As much of a host as the plugin needs; like Leap's it copies what comes into its sinks.
// Written once, before it is shared, and never changed.
nonisolated(unsafe) let testHost: HostPointer = {
  let table = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
  var host = leap_host()
  host.struct_size = UInt32(MemoryLayout<leap_host>.size)
  host.abi_major = UInt16(LEAP_ABI_MAJOR)
  host.fail = { call, code, message in
    if Recorder.of(call).failure == nil { Recorder.of(call).failure = (code, String(cString: message!)) }
    return code
  }
  host.log = { _, _, _ in }
  host.progress = { _, _, _, _ in 0 }
  host.parallel_for = { _, n, grain, body, argument in
    hostThreads.run(Int((n + grain - 1) / grain)) { lane, unit in
      body!(argument, Int32(lane), Int64(unit) * grain, min(n, Int64(unit + 1) * grain))
    }
    return 0
  }
  host.lanes = { _ in Int32(hostThreads.lanes) }
  host.options_json = { Recorder.of($0).optionsText }
  host.put_str = { sink, key, text, length in
    guard String(cString: key!).isEmpty else { return 0 }
    Recorder.of(sink).list.append(String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self))
    return 0
  }
  host.put_tensor = { sink, key, tensor in
    let tensor = tensor!.pointee
    guard Int(tensor.dtype_code) == LEAP_FLOAT, tensor.dtype_bits == 32 else { return 0 }
    let count = (0..<Int(tensor.ndim)).reduce(1) { $0 * Int(tensor.shape[$1]) }
    let values = UnsafeBufferPointer(start: tensor.data.assumingMemoryBound(to: Float.self), count: count)
    Recorder.of(sink).tensors[String(cString: key!)] = Array(values)
    return 0
  }
  table.initialize(to: host)
  return HostPointer(table)
}()
