import ArgumentParser

/// Consecutive dies as the command line has them: `0-383`, or one alone.
struct DieRange: ExpressibleByArgument {
  let dies: Range<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
      first >= 0, last >= first, last < 1 << 24
    else { return nil }
    dies = first..<last + 1
  }
}
