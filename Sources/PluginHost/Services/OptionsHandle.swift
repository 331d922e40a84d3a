import Core
import Foundation
import PluginAPI

/// What stands behind a `leap_options`: a JSON object that has passed the component's schema.
// Used by one create() call at a time, on its thread; the C strings are freed in deinit.
final class OptionsHandle: @unchecked Sendable {
  private let root: JSONValue
  let text: UnsafeMutablePointer<CChar>
  private var texts: [UnsafeMutablePointer<CChar>] = []

  /// Parses a JSON object of options.
  /// - Throws: when `json` is not JSON, which is a bug of ours.
  init(json: String) throws {
    root = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    text = strdup(json)
  }
  deinit {
    free(text)
    for text in texts { free(text) }
  }

  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> OptionsHandle? {
    handle.map { Unmanaged<OptionsHandle>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  func number(_ pointer: UnsafePointer<CChar>?) -> (status: Int, value: Double) {
    switch pointer.flatMap({ root.at(pointer: String(cString: $0)) }) {
    case nil: (LEAP_ENOTFOUND, 0)
    case .int(let value): (LEAP_OK, Double(value))
    case .double(let value): (LEAP_OK, value)
    default: (LEAP_EARG, 0)
    }
  }

  /// The text stays valid as long as the handle.
  func string(_ pointer: UnsafePointer<CChar>?) -> (status: Int, value: UnsafePointer<CChar>?) {
    guard let value = pointer.flatMap({ root.at(pointer: String(cString: $0)) }) else { return (LEAP_ENOTFOUND, nil) }
    guard case .string(let value) = value, let copy = strdup(value) else { return (LEAP_EARG, nil) }
    texts.append(copy)
    return (LEAP_OK, UnsafePointer(copy))
  }
}
