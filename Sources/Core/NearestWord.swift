/// The word nearest to `word` among `candidates`, for "did you mean".
///
/// Nearest by insertions, deletions, substitutions and swaps of neighbors (optimal string alignment), case aside.
/// - Returns: the best one within a third of the word's length of edits, or nil.
public func nearestWord(to word: String, among candidates: [String]) -> String? {
  let letters = Array(word.lowercased())
  let ranked = candidates.map { ($0, edits(from: letters, to: Array($0.lowercased()))) }.min { $0.1 < $1.1 }
  guard let ranked, ranked.1 <= max(1, letters.count / 3) else { return nil }
  return ranked.0
}

private func edits(from a: [Character], to b: [Character]) -> Int {
  var (beforeLast, last) = ([Int](), Array(0...b.count))
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
