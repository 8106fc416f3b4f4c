extension RandomStream {
  /// What random numbers are drawn for, such as response lengths or faults.
  ///
  /// A purpose is told by its name alone, so that adding one, or another order of declaration,
  /// changes no other.
  public struct Purpose: Hashable, Sendable {
    /// The name's hash, the same on every machine and in every version.
    public let key: UInt64

    /// Makes the purpose of a name.
    ///
    /// The hash is FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo; IETF draft-eastlake-fnv).
    public init(_ name: String) {
      key = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
    }
  }
}
