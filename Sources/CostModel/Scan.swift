import Specification

/// What it takes to carry a layer's state over one token, forward, chunk by chunk.
///
/// Inside a chunk tokens meet each other in products, as in attention; from chunk to chunk the state goes
/// on. Every step is a kernel of its own that goes through memory (state-spaces/mamba and
/// fla-org/flash-linear-attention), and their products fill the matrix units as badly as those of the
/// first FlashAttention.
struct Scan {
  /// Operations, of all heads.
  let work: Double
  /// Bytes read and written, of all heads.
  let bytes: Double

  /// Kernels of a pass.
  static let launches = 10.0

  init(_ state: StateMixers) {
    let heads = Double(state.heads)
    let value = Double(state.headDimension)
    let key = Double(state.stateDimension)
    let keys = Double(state.groups) * key
    let width = Double(state.width)
    let chunk = Self.chunk(state.rule)
    // States at the ends of chunks in FP32: written, read, carried on, read.
    let states = 16 * heads * value * key / chunk
    // The convolution reads and writes; values are read twice and the output written; the gated norm
    // reads two and writes one.
    let streams = 2 * (2 * Double(state.convolved) + 6 * width)
    switch state.rule {
    case .selective:
      // Queries with keys; those with values; the state made, and read out.
      work = 2 * chunk * (keys + width) + 4 * key * width
      bytes = states + streams
    case .delta:
      // Keys with keys, inverted, times keys and values; queries with keys, those with values; the state
      // taken out of, made, and read out.
      work = 2 * heads * (chunk * (3 * key + 2 * value) + 3 * key * value)
      // What the inversion makes of keys and values is written and read, keys and queries are normalised.
      bytes = states + streams + 2 * (2 * heads * (key + value) + 4 * keys)
    }
  }

  /// Tokens of a chunk, as both libraries have it.
  private static func chunk(_ rule: StateMixers.Rule) -> Double {
    switch rule {
    case .selective: 128
    case .delta: 64
    }
  }
}
