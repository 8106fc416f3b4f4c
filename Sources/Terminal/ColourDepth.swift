/// How many colours a terminal can show.
public enum ColourDepth: Hashable, Sendable, Comparable, CaseIterable {
  /// None, or none are wanted: only bold, dim, underline and reverse are left.
  case none
  /// The eight of ANSI, and brighter ones where bold text is.
  case eight
  /// Eight, each normal and bright.
  case sixteen
  /// xterm's 256.
  case indexed
  /// Any red, green and blue.
  case direct
}
