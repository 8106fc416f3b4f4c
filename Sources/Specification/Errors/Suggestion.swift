/// Finds what a user may have meant.
public enum Suggestion {
  /// The candidate nearest to a word: a few slips away, or one that it begins, or that begins it.
  ///
  /// - Complexity: O(candidates · length²); words longer than 64 scalars match nothing.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = folded(word)
    guard (1...64).contains(word.count) else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = folded(candidate)
      var distance = slips(word, other)
      if word.count >= 3, other.starts(with: word) { distance = min(distance, 1) }
      let allowed = max(1, min(word.count, other.count) / 3)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// What to write instead of an unknown word: the nearest known one, or all that are known.
  public static func remedy(for word: String, among candidates: [String]) -> String {
    nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
      ?? "known are \(candidates.joined(separator: ", "))"
  }

  /// Letters and digits alone, in lower case: 'promptsPerStep' and 'prompts_per_step' are one slip-free
  /// spelling of 'prompts-per-step'.
  private static func folded(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make one word of the other.
  private static func slips(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
