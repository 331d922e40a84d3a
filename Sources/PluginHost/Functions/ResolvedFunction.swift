import Core
import Foundation
import ProjectConfiguration

/// A C function whose library was found and has its symbol. Nothing of the library has run yet.
public struct ResolvedFunction: Sendable {
  /// The entry of leap.yaml that asks for the function.
  public let use: FunctionEntry
  /// The path of the library's file.
  public let path: String
  private let file: ConfigFile
  /// Digest of what its results depend on beside its inputs: the bytes of the library and the entry in leap.yaml.
  public let fingerprint: Digest

  /// Finds the library, checks its SHA-256 if leap.yaml pins one, and looks for the symbol in it.
  /// - Throws: `LeapError` that says where the library was looked for, or which symbol is nearest.
  public init(_ use: FunctionEntry, plan: ProjectPlan) throws {
    let place = plan.source.place(use.mark)
    func refused(_ problem: String, _ remedy: String?) -> LeapError {
      LeapError(.usage, doing: "looking for function '\(use.name)'", problem: problem, place: place, remedy: remedy)
    }
    let candidates = Self.candidates(use.library, from: plan.directory)
    guard let path = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      let searched =
        candidates.count == 1 ? "\(candidates[0]) is not there" : "it is neither beside leap.yaml nor in the system's folders"
      throw refused("there is no library '\(use.library)': \(searched)", "build or install it, or write its path")
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw refused("'\(path)' cannot be read", "check its permissions")
    }
    let bytes = Array(data)
    if let pin = use.sha256, Digest(of: bytes).hex != pin {
      throw refused(
        "the SHA-256 of '\(path)' is \(Digest(of: bytes).hex), and leap.yaml wants \(pin)",
        "restore the file, or correct sha256 if you trust this one")
    }
    do {
      let exported = try ELFFile(bytes).exportedFunctions
      guard exported.contains(use.symbol) else {
        throw refused(
          "'\(path)' exports no function '\(use.symbol)'",
          nearestWord(to: use.symbol, among: exported).map { "did you mean '\($0)'?" } ?? "list them with nm -D '\(path)'")
      }
    } catch let problem as ELFFile.Problem {
      throw refused("'\(path)' cannot be used: \(problem)", "name a shared library that was built for this machine")
    }
    self.use = use
    self.path = path
    file = plan.source
    fingerprint = Digest(of: [Digest(of: bytes).hex] + use.canonical)
  }

  /// A path counts from leap.yaml; a plain name is looked for there and then where the system keeps its libraries.
  private static func candidates(_ library: String, from directory: String) -> [String] {
    let own = URL(fileURLWithPath: library, relativeTo: URL(fileURLWithPath: directory, isDirectory: true)).standardizedFileURL
      .path
    if library.contains("/") { return [own] }
    let extra = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]?.split(separator: ":").map(String.init) ?? []
    #if arch(arm64)
      let triple = "aarch64-linux-gnu"
    #else
      let triple = "x86_64-linux-gnu"
    #endif
    let system = ["/usr/local/lib", "/lib/\(triple)", "/usr/lib/\(triple)", "/lib64", "/usr/lib64", "/lib", "/usr/lib"]
    return [own] + (extra + system).map { "\($0)/\(library)" }
  }

  /// An error about this function that points to leap.yaml.
  /// - Parameter mark: the place in leap.yaml; without it, where the function begins.
  /// - Parameter mark: in leap.yaml; without it, where the function begins.
  func failure(
    _ kind: LeapError.Kind, _ doing: String, _ problem: String, _ remedy: String?, at mark: ConfigNode.Mark? = nil
  ) -> LeapError {
    LeapError(
      kind, doing: "\(doing) function '\(use.name)'", problem: problem, place: file.place(mark ?? use.mark), remedy: remedy)
  }
}
