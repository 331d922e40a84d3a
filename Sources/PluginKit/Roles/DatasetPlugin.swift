import PluginAPI

/// Role dataset: lists subsets of samples and reads them by number.
public protocol DatasetPlugin: Component {
  /// The type of one sample's input, float32, e.g. `[1, 28, 28]` with values 0 to 1.
  var input: Port { get }
  /// The parts of the data, in the order in which their samples are numbered.
  var subsets: [Subset] { get }
  /// Names of the classes, from label 0.
  var classNames: [String] { get }
  /// A text that changes whenever the data does; the host caches by it.
  func fingerprint(call: Call) throws -> String
  /// Fills `inputs` `[n, input.shape]` and `labels` `[n]` (-1 where there is none) with `rows` of subset number `subset`.
  /// The rows were checked against the subset's count.
  func read(
    subset: Int, rows: UnsafeBufferPointer<Int64>, inputs: MutableTensorView<Float>?, labels: MutableTensorView<Int64>?,
    call: Call) throws
}

/// A data set whose samples have names of their own.
public protocol NamesSamples: DatasetPlugin {
  /// The names of rows of a subset, one each. The rows were checked against the subset's count.
  func sampleIDs(subset: Int, rows: UnsafeBufferPointer<Int64>, call: Call) throws -> [String]
}

/// A data set that can show a sample as it is stored.
public protocol ShowsRawSamples: DatasetPlugin {
  /// Puts tensor "raw": the sample as it is stored, e.g. `[h, w]` bytes.
  func raw(subset: Int, row: Int, into sink: Sink, call: Call) throws
}

func datasetTable(_ type: any DatasetPlugin.Type) -> UnsafeRawPointer {
  var table = leap_dataset()
  table.struct_size = UInt32(MemoryLayout<leap_dataset>.size)
  table.port = { instance, call, which, out in
    serveItem((any DatasetPlugin).self, instance, call, which, out) { dataset, _ in
      [dataset.input.raw, Port("label", .int64, shape: []).raw]
    }
  }
  table.subset = { instance, call, i, out in
    serveItem((any DatasetPlugin).self, instance, call, i, out) { dataset, _ in dataset.subsets.map(\.raw) }
  }
  table.class_names = { instance, call, sink in
    serve((any DatasetPlugin).self, instance, call) { dataset, _ in
      for name in dataset.classNames { try Sink(raw: sink).append(name) }
    }
  }
  table.fingerprint = { instance, call, sink in
    serve((any DatasetPlugin).self, instance, call) { dataset, call in
      try Sink(raw: sink).put("content", try dataset.fingerprint(call: call))
    }
  }
  table.read = { instance, call, subset, index, n, inputs, labels in
    serve((any DatasetPlugin).self, instance, call) { dataset, call in
      let rows = try checkedRows(dataset, subset, index, n)
      try dataset.read(
        subset: Int(subset), rows: rows,
        inputs: try inputs.map { try MutableTensorView($0, "inputs", [rows.count] + dataset.input.shape) },
        labels: try labels.map { try MutableTensorView($0, "labels", [rows.count]) }, call: call)
    }
  }
  if type is any NamesSamples.Type {
    table.sample_ids = { instance, call, subset, index, n, sink in
      serve((any NamesSamples).self, instance, call) { dataset, call in
        let rows = try checkedRows(dataset, subset, index, n)
        for id in try dataset.sampleIDs(subset: Int(subset), rows: rows, call: call) { try Sink(raw: sink).append(id) }
      }
    }
  }
  if type is any ShowsRawSamples.Type {
    table.raw = { instance, call, subset, index, sink in
      serve((any ShowsRawSamples).self, instance, call) { dataset, call in
        var row = index
        let rows = try withUnsafePointer(to: &row) { try checkedRows(dataset, subset, $0, 1)[0] }
        try dataset.raw(subset: Int(subset), row: Int(rows), into: Sink(raw: sink), call: call)
      }
    }
  }
  return UnsafeRawPointer(immortal(table))
}

private func checkedRows(
  _ dataset: any DatasetPlugin, _ subset: UInt32, _ index: UnsafePointer<Int64>?, _ n: Int64
) throws -> UnsafeBufferPointer<Int64> {
  let subsets = dataset.subsets
  guard Int(subset) < subsets.count else { throw PluginError(.argument, "there is no subset number \(subset)") }
  guard n >= 0, index != nil || n == 0 else { throw PluginError(.argument, "the list of rows is NULL") }
  let rows = UnsafeBufferPointer(start: index, count: Int(n))
  let count = Int64(subsets[Int(subset)].count)
  for row in rows where row < 0 || row >= count {
    throw PluginError(.argument, "\(subsets[Int(subset)].name) has no sample \(row): it has \(count)")
  }
  return rows
}
