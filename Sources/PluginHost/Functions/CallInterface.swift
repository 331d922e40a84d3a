import CFFI
import Core
import Foundation
import ProjectConfiguration

/// How a function is called: libffi's plan for a signature, and the function's address.
// Prepared once and not changed after, so that threads may share it; the library is never unloaded.
final class CallInterface: @unchecked Sendable {
  struct Problem: Error { let text: String }

  private let plan = UnsafeMutablePointer<ffi_cif>.allocate(capacity: 1)
  private let types: UnsafeMutablePointer<UnsafeMutablePointer<ffi_type>?>
  private let function: @convention(c) () -> Void

  /// Loads the library, which runs its initializers.
  init(_ signature: FunctionSignature, symbol: String, of path: String) throws(Problem) {
    let count = signature.parameters.count
    types = .allocate(capacity: max(1, count))
    for (i, parameter) in signature.parameters.enumerated() {
      types[i] = parameter.passing == .value ? parameter.type.ffi : leap_ffi_pointer()
    }
    plan.initialize(to: ffi_cif())
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE), let address = dlsym(handle, symbol) else {
      throw Problem(text: dlerror().map { String(cString: $0) } ?? "no reason given")
    }
    function = unsafeBitCast(address, to: (@convention(c) () -> Void).self)
    let result = signature.result?.ffi ?? leap_ffi_void()
    let status =
      if let fixed = signature.fixedCount {
        ffi_prep_cif_var(plan, FFI_DEFAULT_ABI, UInt32(fixed), UInt32(count), result, types)
      } else {
        ffi_prep_cif(plan, FFI_DEFAULT_ABI, UInt32(count), result, types)
      }
    guard status == FFI_OK else { throw Problem(text: "libffi cannot call \(signature.text) (status \(status.rawValue))") }
  }

  deinit {
    plan.deallocate()
    types.deallocate()
  }

  /// - Parameters:
  ///   - result: 8 bytes; smaller values stand at its start.
  ///   - arguments: an address of each argument's value.
  @inline(__always)
  func call(result: UnsafeMutableRawPointer, arguments: UnsafeMutablePointer<UnsafeMutableRawPointer?>) {
    ffi_call(plan, function, result, arguments)
  }
}

extension CType {
  fileprivate var ffi: UnsafeMutablePointer<ffi_type>? {
    switch self {
    case .i8: leap_ffi_i8()
    case .i16: leap_ffi_i16()
    case .i32: leap_ffi_i32()
    case .i64, .isize: leap_ffi_i64()
    case .u8, .bool: leap_ffi_u8()
    case .u16: leap_ffi_u16()
    case .u32: leap_ffi_u32()
    case .u64, .usize: leap_ffi_u64()
    case .f32: leap_ffi_f32()
    case .f64: leap_ffi_f64()
    case .ptr, .str: leap_ffi_pointer()
    }
  }

  /// Writes a number that the type holds.
  func store(_ number: Int64, at place: UnsafeMutableRawPointer) {
    switch self {
    case .i8: place.storeBytes(of: Int8(truncatingIfNeeded: number), as: Int8.self)
    case .i16: place.storeBytes(of: Int16(truncatingIfNeeded: number), as: Int16.self)
    case .i32: place.storeBytes(of: Int32(truncatingIfNeeded: number), as: Int32.self)
    case .u8, .bool: place.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
    case .u16: place.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
    case .u32: place.storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
    case .f32: place.storeBytes(of: Float(number), as: Float.self)
    case .f64: place.storeBytes(of: Double(number), as: Double.self)
    case .i64, .u64, .isize, .usize, .ptr, .str: place.storeBytes(of: number, as: Int64.self)
    }
  }

  /// Writes a number; whole ones only for types of whole numbers.
  func store(_ number: Double, at place: UnsafeMutableRawPointer) {
    switch self {
    case .f32: place.storeBytes(of: Float(number), as: Float.self)
    case .f64: place.storeBytes(of: number, as: Double.self)
    default: store(Int64(number), at: place)
    }
  }

  /// Reads a whole number; nil when an Int64 cannot hold it.
  func loadInteger(from place: UnsafeRawPointer) -> Int64? {
    switch self {
    case .i8: Int64(place.load(as: Int8.self))
    case .i16: Int64(place.loadUnaligned(as: Int16.self))
    case .i32: Int64(place.loadUnaligned(as: Int32.self))
    case .i64, .isize: place.loadUnaligned(as: Int64.self)
    case .u8, .bool: Int64(place.load(as: UInt8.self))
    case .u16: Int64(place.loadUnaligned(as: UInt16.self))
    case .u32: Int64(place.loadUnaligned(as: UInt32.self))
    case .u64, .usize: Int64(exactly: place.loadUnaligned(as: UInt64.self))
    case .f32, .f64, .ptr, .str: nil
    }
  }
}
