import PluginAPI

/// Role metadata: columns of facts about each sample.
public protocol MetadataPlugin: Component {
  /// What is filled, by number; the same for every call.
  var columns: [Column] { get }
  /// Fills the columns, by their number, for the samples of a batch.
  func extract(_ batch: Batch, into table: Table, call: Call) throws
}

/// Metadata that first looks at the training samples.
public protocol FittedMetadata: MetadataPlugin {
  /// Sees every batch of the training subset, in order.
  func fit(_ batch: Batch, call: Call) throws
  /// Is called once when all were seen.
  func fitEnd(call: Call) throws
}

func metadataTable(_ type: any MetadataPlugin.Type) -> UnsafeRawPointer {
  var table = leap_metadata()
  table.struct_size = UInt32(MemoryLayout<leap_metadata>.size)
  table.column = { instance, call, i, out in
    serveItem((any MetadataPlugin).self, instance, call, i, out) { part, _ in part.columns.map(\.raw) }
  }
  table.extract = { instance, call, batch, out in
    serve((any MetadataPlugin).self, instance, call) { part, call in
      let batch = try Batch(batch)
      try part.extract(batch, into: Table(raw: out, count: batch.count), call: call)
    }
  }
  if type is any FittedMetadata.Type {
    table.fit = { instance, call, batch in
      serve((any FittedMetadata).self, instance, call) { part, call in try part.fit(Batch(batch), call: call) }
    }
    table.fit_end = { instance, call in
      serve((any FittedMetadata).self, instance, call) { part, call in try part.fitEnd(call: call) }
    }
  }
  return UnsafeRawPointer(immortal(table))
}
