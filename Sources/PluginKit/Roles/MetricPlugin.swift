import PluginAPI

/// Role metric: columns from what the model said and what is true.
public protocol MetricPlugin: Component {
  /// What is filled, by number; the same for every call.
  var columns: [Column] { get }
  /// Fills the columns, by their number; the batch has logits and features.
  func compute(_ batch: Batch, into table: Table, call: Call) throws
}

func metricTable(_ type: any MetricPlugin.Type) -> UnsafeRawPointer {
  var table = leap_metric()
  table.struct_size = UInt32(MemoryLayout<leap_metric>.size)
  table.column = { instance, call, i, out in
    serveItem((any MetricPlugin).self, instance, call, i, out) { part, _ in part.columns.map(\.raw) }
  }
  table.compute = { instance, call, batch, out in
    serve((any MetricPlugin).self, instance, call) { part, call in
      let batch = try Batch(batch)
      guard batch.logits != nil else { throw PluginError(.argument, "a metric needs logits") }
      try part.compute(batch, into: Table(raw: out, count: batch.count), call: call)
    }
  }
  return UnsafeRawPointer(immortal(table))
}
