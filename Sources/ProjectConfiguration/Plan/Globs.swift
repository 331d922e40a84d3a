import Core

/// The globs under `include` and `exclude`: which files belong to the project, by paths from its folder.
///
/// `*` stands for any letters within a name and `?` for one, `[a-z]` for one of these letters and `[!a-z]` for any other, and
/// `**` as a whole part of the path for any folders, or none. All else stands for itself.
enum Globs {
  /// Reads the list under a key.
  /// - Throws: `LeapError` for a glob that is malformed or leads out of the project's folder.
  static func list(_ key: String, _ map: MapReader) throws -> [String] {
    try map.texts(key).map { glob, mark in
      guard let wrong = fault(of: glob) else { return glob }
      throw map.file.error("'\(key)' has '\(glob)', \(wrong.problem)", at: mark, remedy: wrong.remedy)
    }
  }

  /// What is wrong with a pattern; nil where nothing is.
  static func fault(of glob: String) -> (problem: String, remedy: String)? {
    let parts = glob.split(separator: "/", omittingEmptySubsequences: false)
    guard !glob.hasPrefix("/"), !parts.contains("..") else {
      return ("which leads out of the project's folder", "write it like images/**/*.png")
    }
    if glob.contains("\\") { return ("which has a backslash", "write / between folders, and [*] for a star") }
    if glob.contains("{") { return ("which has a brace", "write a glob for each of its words") }
    for part in parts {
      if part.isEmpty { return ("which has a folder without a name", "write old/** for all in a folder") }
      if part.contains("**"), part != "**" { return ("where ** is beside other letters", "write **/*.png") }
      if let fault = bracketFault(of: part) { return fault }
    }
    return nil
  }

  private static func bracketFault(of part: Substring) -> (problem: String, remedy: String)? {
    var rest = part[...]
    while let open = rest.firstIndex(of: "[") {
      rest = rest[rest.index(after: open)...]
      if rest.first == "!" { rest = rest.dropFirst() }
      // A ] that comes first is one of the letters.
      guard let close = rest.dropFirst().firstIndex(of: "]") else { return ("where a [ is never closed", "write it like [0-9]") }
      let letters = Array(rest[..<close].unicodeScalars)
      for i in letters.indices.dropFirst().dropLast() where letters[i] == "-" && letters[i - 1] > letters[i + 1] {
        return ("where a range ends before it begins", "write it like [0-9]")
      }
      rest = rest[rest.index(after: close)...]
    }
    return nil
  }
}
