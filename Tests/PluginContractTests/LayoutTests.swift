import PluginAPI
import Testing

/// The C compiler pins every size and offset in layout_check.c; here Swift agrees with it, and nothing was skipped.
@Suite struct LayoutTests {
  @Test func tensorWasComparedWithDLPack() {
    #expect(leap_dlpack_checked == 1, "install libdlpack-dev: the comparison with DLTensor was skipped")
  }

  @Test func swiftSeesTheSameSizes() {
    #expect(MemoryLayout<leap_tensor>.size == 48)
    #expect(MemoryLayout<leap_port>.size == 136)
    #expect(MemoryLayout<leap_subset>.size == 80)
    #expect(MemoryLayout<leap_column>.size == 200)
    #expect(MemoryLayout<leap_target>.size == 24)
    #expect(MemoryLayout<leap_tensor>.offset(of: \.shape) == 24)
    #expect(MemoryLayout<leap_tensor>.offset(of: \.byte_offset) == 40)
    #expect(MemoryLayout<leap_host>.offset(of: \.fail) == 32)
    #expect(MemoryLayout<leap_model>.offset(of: \.forward) == 40)
  }
}
