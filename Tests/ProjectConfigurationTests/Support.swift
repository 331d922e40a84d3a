import Core
import Foundation
import Testing

@testable import ProjectConfiguration

let folder = "/nowhere/project"

func plan(_ yaml: String) throws -> ProjectPlan { try ProjectPlan(yaml: yaml, file: folder + "/leap.yaml") }

/// What a person reads when `body` fails.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch let error as LeapError {
    return error.description.replacing(folder + "/", with: "")
  } catch {
    return "not a LeapError: \(error)"
  }
}

/// Compact JSON with sorted keys, as stores keep it.
func text(of value: some Encodable) throws -> String { String(decoding: try JSONText.bytes(of: value), as: UTF8.self) }

func node(_ yaml: String) throws -> ConfigNode { try ConfigNode(yaml: yaml, file: ConfigFile(name: "leap.yaml")) }

/// The repository's own file.
let shippedFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../leap.yaml")
  .standardizedFileURL.path
