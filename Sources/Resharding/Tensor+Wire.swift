import Specification

extension Tensor {
  /// The format in which it travels: the narrower one.
  ///
  /// A unit that lies in shards has its scale reckoned by its receiver, so that it travels as it is.
  func wireFormat(from source: Precision, to target: Precision, inShards: Bool) -> Precision {
    let (there, here) = (precision(in: source), precision(in: target))
    if here.bytes == 1, inShards || there.bytes == 1 { return there }
    return here.bytes < there.bytes ? here : there
  }

  /// Bytes of one unit on the wire.
  ///
  /// In 8 bits, each unit brings a 4-byte scale: one a column of a feed-forward block or a row of the
  /// vocabulary, as W8A8 quantises weights by channel, and one a head.
  func wireBytes(from source: Precision, to target: Precision, inShards: Bool = false) -> Int64 {
    let format = wireFormat(from: source, to: target, inShards: inShards)
    return Int64(unitElements * NumberFormat.size(format) + (format.bytes == 1 ? 4 : 0))
  }
}
