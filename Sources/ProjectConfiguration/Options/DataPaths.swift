import Core
import Foundation

/// Where the data that an option names may be.
public struct DataPaths: Sendable {
  private let project: String
  /// Absolute path of `$LEAP_DATA_DIR`; nil where it is not set or relative.
  private let own: String?
  private let user: UserFolders

  /// - Parameters:
  ///   - project: Absolute path of the project's folder.
  ///   - environment: The process's: HOME, XDG_DATA_HOME and LEAP_DATA_DIR are read.
  public init(project: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.project = project
    own = environment["LEAP_DATA_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    user = UserFolders(environment: environment)
  }

  /// Makes a path of an option absolute.
  ///
  /// An absolute path stays as it is, `~/` is the home folder. A relative one is looked for in the project's folder, in
  /// `$LEAP_DATA_DIR`, which for `mnist` may also be the folder of the IDX files itself, and in `$XDG_DATA_HOME/leap`.
  /// - Throws: `LeapError` that lists where it was looked for.
  public func resolve(_ path: String) throws -> String {
    guard !path.isEmpty else { throw LeapError(.usage, doing: "", problem: "the path is empty") }
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~/") { return user.home + path.dropFirst() }
    var tried = [Self.join(project, path)]
    if let own {
      tried.append(Self.join(own, path))
      if path == "mnist", Self.mnistMarkers.contains(where: { Self.exists(Self.join(own, $0)) }) { tried.append(own) }
    }
    tried.append(Self.join(user.data, "leap/" + path))
    if let found = tried.first(where: Self.exists) { return found }
    throw LeapError(
      .data, doing: "looking for the data '\(path)'", problem: "it is not at \(tried.joined(separator: ", nor at "))",
      remedy: "correct the path, or run script/bootstrap, which fetches MNIST")
  }

  private static let mnistMarkers = ["train-images-idx3-ubyte", "train-images-idx3-ubyte.gz"]
  private static func join(_ folder: String, _ path: String) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent(path).standardizedFileURL.path
  }
  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
