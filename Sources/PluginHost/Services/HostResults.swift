import Core
import PluginAPI

/// Services that take what plugins put: results, columns and bytes.
extension HostTable {
  static func addSinks(to host: inout leap_host) {
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

  static func addTables(to host: inout leap_host) {
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

  static func addStreams(to host: inout leap_host) {
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
