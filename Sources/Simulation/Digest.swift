/// A running digest of numbers, to tell whether two runs went the same way.
///
/// Each word is mixed in by the finalizer of SplitMix64 (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators", OOPSLA 2014). It finds accidents, not forgeries.
struct Digest: Hashable, Sendable {
  private(set) var value: UInt64

  init(seed: UInt64) {
    value = seed
  }

  mutating func mix(_ word: UInt64) {
    var z = (value ^ word) &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    value = z ^ (z >> 31)
  }

  mutating func mix(_ word: Int64) { mix(UInt64(bitPattern: word)) }
  mutating func mix(_ word: Int) { mix(Int64(word)) }
  mutating func mix(_ word: Int32) { mix(Int64(word)) }
}
