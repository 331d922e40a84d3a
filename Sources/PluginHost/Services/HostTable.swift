import Core
import Glibc
import PluginAPI

/// The table of services that every plugin gets. Made once and never freed.
enum HostTable {
  // Immutable C memory that lives until the process ends, so any thread may read it.
  nonisolated(unsafe) static let pointer: UnsafePointer<leap_host> = {
    let memory = UnsafeMutablePointer<leap_host>.allocate(capacity: 1)
    memory.initialize(to: table())
    return UnsafePointer(memory)
  }()

  private static func table() -> leap_host {
    var host = leap_host()
    host.struct_size = UInt32(MemoryLayout<leap_host>.size)
    host.abi_major = UInt16(LEAP_ABI_MAJOR)
    host.abi_minor = UInt16(LEAP_ABI_MINOR)
    host.name = UnsafePointer(strdup("leap-host"))
    host.version = UnsafePointer(strdup(leapVersion))
    host.extension = { _ in nil }
    addCalls(to: &host)
    addOptions(to: &host)
    addSinks(to: &host)
    addTables(to: &host)
    addStreams(to: &host)
    return host
  }

  private static func addCalls(to host: inout leap_host) {
    host.fail = { call, code, message in
      CallContext.from(call)?.fail(code, message.map { String(cString: $0) } ?? "no reason given")
      return code
    }
    host.log = { call, level, message in
      guard let context = CallContext.from(call), let message else { return }
      context.observer.log(CallObserver.Level(rawValue: level) ?? .info, String(cString: message))
    }
    host.progress = { call, done, total, note in
      guard let context = CallContext.from(call) else { return Int32(LEAP_OK) }
      if context.isCancelled { return Int32(LEAP_ECANCELLED) }
      context.observer.progress(CallProgress(done: done, total: total, note: note.map { String(cString: $0) } ?? ""))
      return Int32(LEAP_OK)
    }
    host.preview = { call, key, tensor in
      guard let key, let tensor else { return Int32(LEAP_EARG) }
      guard let show = CallContext.from(call)?.observer.preview else { return Int32(LEAP_OK) }
      guard let copy = Tensor(copying: tensor.pointee) else { return Int32(LEAP_EARG) }
      show(String(cString: key), copy)
      return Int32(LEAP_OK)
    }
    host.parallel_for = { call, n, grain, body, argument in
      guard let body, n >= 0, grain > 0 else { return Int32(LEAP_EARG) }
      if n > 0 { WorkPool.shared.run(count: n, grain: grain, body: body, argument: argument) }
      return Int32(LEAP_OK)
    }
    host.lanes = { _ in Int32(WorkPool.shared.lanes) }
  }

  private static func addOptions(to host: inout leap_host) {
    host.options_json = { options in OptionsHandle.from(options).map { UnsafePointer($0.text) } }
    host.option_i64 = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.number(pointer)
      guard status == LEAP_OK else { return Int32(status) }
      guard let whole = Int64(exactly: value) else { return Int32(LEAP_EARG) }
      out.pointee = whole
      return Int32(LEAP_OK)
    }
    host.option_f64 = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.number(pointer)
      if status == LEAP_OK { out.pointee = value }
      return Int32(status)
    }
    host.option_str = { options, pointer, out in
      guard let options = OptionsHandle.from(options), let out else { return Int32(LEAP_EARG) }
      let (status, value) = options.string(pointer)
      if status == LEAP_OK { out.pointee = value }
      return Int32(status)
    }
  }

  private static func addSinks(to host: inout leap_host) {
    host.put_i64 = { sink, key, value in put(sink, key) { $0.integers.updateValue(value, forKey: $1) == nil } }
    host.put_f64 = { sink, key, value in put(sink, key) { $0.numbers.updateValue(value, forKey: $1) == nil } }
    host.put_str = { sink, key, text, length in
      guard text != nil || length == 0 else { return Int32(LEAP_EARG) }
      let bytes = UnsafeRawBufferPointer(start: text, count: length)
      guard let string = String(validating: bytes, as: UTF8.self) else { return Int32(LEAP_EARG) }
      return put(sink, key) { results, key in
        if !key.isEmpty { return results.texts.updateValue(string, forKey: key) == nil }
        results.list.append(string)
        return true
      }
    }
    host.put_tensor = { sink, key, tensor in
      guard let tensor, let copy = Tensor(copying: tensor.pointee) else { return Int32(LEAP_EARG) }
      return put(sink, key) { $0.tensors.updateValue(copy, forKey: $1) == nil }
    }
    host.put_insight = { sink, insight in
      guard let sink = ResultSink.from(sink), let insight, Int(insight.pointee.struct_size) >= MemoryLayout<leap_insight>.size
      else { return Int32(LEAP_EARG) }
      return sink.put(insight.pointee)
    }
  }

  private static func addTables(to host: inout leap_host) {
    host.fill_f64 = { table, column, values, present, n in
      fill(table, column, values, present, n, .float64) { .float64($0) }
    }
    host.fill_i64 = { table, column, values, present, n in
      fill(table, column, values, present, n, .int64) { .int64($0) }
    }
    host.fill_bool = { table, column, values, present, n in
      fill(table, column, values, present, n, .bool) { .bool($0.map { $0.map { $0 != 0 } }) }
    }
    host.fill_str = { table, column, texts, n in
      guard let table = TableSink.from(table), let texts else { return Int32(LEAP_EARG) }
      return table.fill(column, n, .string) {
        .string((0..<Int(n)).map { i in texts[i].map { String(cString: $0) } })
      }
    }
  }

  private static func addStreams(to host: inout leap_host) {
    host.write = { stream, bytes, length in
      guard let stream = ByteStream.from(stream), bytes != nil || length == 0 else { return Int32(LEAP_EARG) }
      stream.write(UnsafeRawBufferPointer(start: bytes, count: length))
      return Int32(LEAP_OK)
    }
    host.read = { stream, bytes, capacity, got in
      guard let stream = ByteStream.from(stream), let got, let bytes else { return Int32(LEAP_EARG) }
      let part = stream.read(upTo: capacity)
      part.withUnsafeBytes { if let start = $0.baseAddress { bytes.copyMemory(from: start, byteCount: $0.count) } }
      got.pointee = part.count
      return Int32(LEAP_OK)
    }
    host.map = { stream, bytes, length in
      guard let stream = ByteStream.from(stream), let bytes, let length else { return Int32(LEAP_EARG) }
      guard let file = stream.file else { return Int32(LEAP_EUNSUPPORTED) }
      (bytes.pointee, length.pointee) = (UnsafeRawPointer(file.raw.pointee.data), file.count)
      return Int32(LEAP_OK)
    }
  }
}

/// Puts a result; a key that was put before is refused.
private func put(
  _ sink: OpaquePointer?, _ key: UnsafePointer<CChar>?, _ body: (inout Results, String) -> Bool
) -> Int32 {
  guard let sink = ResultSink.from(sink), let key else { return Int32(LEAP_EARG) }
  let name = String(cString: key)
  let isFirst = sink.results.withLock { body(&$0, name) }
  return Int32(isFirst ? LEAP_OK : LEAP_EARG)
}

private func fill<Value>(
  _ table: OpaquePointer?, _ column: UInt32, _ values: UnsafePointer<Value>?, _ present: UnsafePointer<UInt8>?, _ n: Int64,
  _ kind: ColumnValues.Kind, _ wrap: ([Value?]) -> ColumnValues
) -> Int32 {
  guard let table = TableSink.from(table), let values else { return Int32(LEAP_EARG) }
  return table.fill(column, n, kind) {
    wrap((0..<Int(n)).map { i in present.map { $0[i] != 0 } ?? true ? values[i] : nil })
  }
}
