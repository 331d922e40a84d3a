import Glibc
import PluginKit

extension IDXFile {
  /// The file under one of the names by which the data set is passed around.
  /// - Throws: `.notFound` that lists the names.
  static func find(_ name: String, rank: Int, in folder: String) throws -> String {
    let names = ["-", "."].map { "\(name)\($0)idx\(rank)-ubyte" }
    let candidates = names + names.map { $0 + ".gz" }
    for candidate in candidates where access("\(folder)/\(candidate)", F_OK) == 0 { return "\(folder)/\(candidate)" }
    let missing = access(folder, F_OK) == 0 ? "has no file" : "does not exist; it should have a file"
    throw PluginError(
      .notFound,
      "the data set's folder \(folder) \(missing) \(candidates.joined(separator: ", or ")); "
        + "put it there, or set the option 'path' to the folder that has it")
  }
}
