import Specification

extension Bundle {
  /// Slices of parameters in a range: one for each tensor, and for each expert that it touches.
  func pieces(of parts: Range<Int>) -> Int {
    guard case .experts(_, let width) = division, !parts.isEmpty else { return tensors.count }
    let size = width * scale
    return tensors.count * ((parts.upperBound - 1) / size - parts.lowerBound / size + 1)
  }

  /// Bytes of all its tensors.
  var totalBytes: Int64 { Int64(division.units * scale) * partBytes }
}
