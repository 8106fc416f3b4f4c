extension MeasuredLengths {
  /// The longest prompt or response that is believed, in tokens.
  public static let longest = 10_000_000
  /// The most lengths that are read.
  public static let countLimit = 1_000_000
  /// The largest file of lengths that is read, in bytes.
  public static let fileSizeLimit = 64 << 20
}
