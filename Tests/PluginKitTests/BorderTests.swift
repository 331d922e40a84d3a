import PluginAPI
import PluginKit
import TestHost
import Testing

/// What a host sees of plugins written with PluginKit.
@Suite struct BorderTests {
  @Test func enumerationsEnd() throws {
    let recorder = Recorder()
    let numbers = try #require(Instance("numbers", recorder))
    defer { numbers.destroy() }
    var subset = leap_subset()
    #expect(numbers.table(leap_dataset.self).subset(numbers.raw, recorder.handle, 0, &subset) == LEAP_OK)
    #expect(subset.count == 10)
    #expect(numbers.table(leap_dataset.self).subset(numbers.raw, recorder.handle, 1, &subset) == LEAP_END)
    #expect(numbers.table(leap_dataset.self).subset(numbers.raw, recorder.handle, .max, &subset) == LEAP_END)
    #expect(numbers.table(leap_dataset.self).subset(numbers.raw, recorder.handle, 0, nil) == LEAP_EARG)
    #expect(numbers.table(leap_dataset.self).class_names(numbers.raw, recorder.handle, recorder.handle) == LEAP_OK)
    #expect(recorder.list == ["even", "odd"])
  }

  @Test func rowsAreCheckedBeforeThePluginSeesThem() throws {
    let recorder = Recorder()
    let numbers = try #require(Instance("numbers", recorder))
    defer { numbers.destroy() }
    let read = numbers.table(leap_dataset.self).read!
    for bad: Int64 in [-1, 10, .min, .max] {
      var rows: [Int64] = [0, bad]
      recorder.failure = nil
      #expect(read(numbers.raw, recorder.handle, 0, &rows, 2, nil, nil) == LEAP_EARG)
      #expect(recorder.failure?.message == "training has no sample \(bad): it has 10")
    }
    var rows: [Int64] = [0]
    #expect(read(numbers.raw, recorder.handle, 1, &rows, 1, nil, nil) == LEAP_EARG)
    #expect(read(numbers.raw, recorder.handle, 0, nil, 1, nil, nil) == LEAP_EARG)
    #expect(read(numbers.raw, recorder.handle, 0, &rows, -1, nil, nil) == LEAP_EARG)
    #expect(read(numbers.raw, recorder.handle, 0, &rows, 1, nil, nil) == LEAP_OK)
  }

  /// Names are cut at a whole character and always end with a zero.
  @Test func longNamesAreCutAtWholeCharacters() throws {
    let recorder = Recorder()
    let numbers = try #require(Instance("numbers", recorder))
    defer { numbers.destroy() }
    var port = leap_port()
    #expect(numbers.table(leap_dataset.self).port(numbers.raw, recorder.handle, 0, &port) == LEAP_OK)
    let name = withUnsafeBytes(of: port.name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    #expect(name == String(repeating: "字", count: (Int(LEAP_NAME_MAX) - 1) / 3))

    let halves = try #require(Instance("halves", recorder))
    defer { halves.destroy() }
    var column = leap_column()
    #expect(halves.table(leap_metadata.self).column(halves.raw, recorder.handle, 1, &column) == LEAP_OK)
    let summary = withUnsafeBytes(of: column.summary) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    #expect(summary == String(repeating: "字", count: (2 * Int(LEAP_NAME_MAX) - 1) / 3))
  }

  @Test func functionsThatAPluginDoesNotOfferAreNull() throws {
    let recorder = Recorder()
    let numbers = try #require(Instance("numbers", recorder))
    let halves = try #require(Instance("halves", recorder))
    defer {
      numbers.destroy()
      halves.destroy()
    }
    #expect(numbers.table(leap_dataset.self).raw == nil)
    #expect(numbers.table(leap_dataset.self).sample_ids == nil)
    #expect(halves.table(leap_metadata.self).fit == nil)
    #expect(halves.table(leap_metadata.self).extract != nil)
  }

  @Test func missingValuesCross() throws {
    let recorder = Recorder()
    let halves = try #require(Instance("halves", recorder))
    defer { halves.destroy() }
    var index: [Int64] = [0, 1, 2]
    var sizes: [Int64] = [3, 1]
    var strides: [Int64] = [1, 1]
    var pixels: [Float] = [0, 0, 0]
    let status = index.withUnsafeMutableBufferPointer { index in
      sizes.withUnsafeMutableBufferPointer { sizes in
        strides.withUnsafeMutableBufferPointer { strides in
          pixels.withUnsafeMutableBytes { pixels in
            var inputs = leap_tensor()
            inputs.data = pixels.baseAddress
            inputs.device_type = 1
            inputs.ndim = 2
            inputs.dtype_code = UInt8(LEAP_FLOAT)
            inputs.dtype_bits = 32
            inputs.dtype_lanes = 1
            inputs.shape = sizes.baseAddress
            inputs.strides = strides.baseAddress
            return withUnsafePointer(to: inputs) { inputs in
              var batch = leap_batch()
              batch.struct_size = UInt32(MemoryLayout<leap_batch>.size)
              batch.count = 3
              batch.index = UnsafePointer(index.baseAddress)
              batch.inputs = inputs
              return halves.table(leap_metadata.self).extract(halves.raw, recorder.handle, &batch, recorder.handle)
            }
          }
        }
      }
    }
    #expect(status == LEAP_OK)
    #expect(recorder.integers[0] == [0, nil, 1])
    #expect(recorder.strings[1] == [nil, "", "2字"])
  }

  @Test func theEntryRefusesHostsThatItCannotUse() {
    var plugin: UnsafePointer<leap_plugin>?
    let recorder = Recorder()
    #expect(testLibrary.enter(nil, recorder.handle, &plugin) == LEAP_EARG)
    var old = testHost.pointee
    old.struct_size = 16
    #expect(testLibrary.enter(&old, recorder.handle, &plugin) == LEAP_EABI)
    var other = testHost.pointee
    other.abi_major = 2
    #expect(testLibrary.enter(&other, recorder.handle, &plugin) == LEAP_EABI)
    #expect(plugin == nil)
    #expect(recorder.failure?.message == "this plugin speaks ABI 1, the host 2")
  }
}
