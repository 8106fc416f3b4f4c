import Resharding
import Specification
import TestKit

/// Every tensor whole, as numbers, and as the bytes of a format, converted in the plainest way.
struct WholeWeights {
  let catalogue: TensorCatalogue
  let precision: Precision
  /// The numbers that the bytes stand for, in the order in which the bytes stand.
  private(set) var numbers: [[Float]] = []
  private(set) var bytes: [[UInt8]] = []
  private(set) var scales: [[Float]] = []

  /// Makes numbers between -4 and 4 and keeps what a format leaves of them.
  init(_ catalogue: TensorCatalogue, precision: Precision, _ dice: inout Dice) {
    let numbers = catalogue.tensors.map { tensor in
      (0..<tensor.elements).map { _ in Float(Int64(bitPattern: dice.next()) >> 40) * 0x1p-21 }
    }
    self.init(catalogue, precision: precision, numbers: numbers)
  }

  private init(_ catalogue: TensorCatalogue, precision: Precision, numbers: [[Float]]) {
    self.catalogue = catalogue
    self.precision = precision
    for (tensor, numbers) in zip(catalogue.tensors, numbers) {
      keep(tensor, numbers, as: tensor.precision(in: precision))
    }
  }

  /// The same weights in another format.
  func converted(to precision: Precision) -> WholeWeights {
    precision == self.precision
      ? self : WholeWeights(catalogue, precision: precision, numbers: numbers)
  }

  func cut(for layout: WeightLayout) -> ShardedWeights {
    DirectSharding(catalogue: catalogue, layout: layout, full: bytes, scales: scales).weights()
  }

  private mutating func keep(_ tensor: Tensor, _ wide: [Float], as format: Precision) {
    switch format {
    case .fp32:
      numbers.append(wide)
      bytes.append(wide.flatMap { Self.littleEndian($0.bitPattern, 4) })
      scales.append([])
    case .bf16:
      let rounded = wide.map(Self.toBrainFloat)
      numbers.append(rounded)
      bytes.append(rounded.flatMap { Self.littleEndian($0.bitPattern >> 16, 2) })
      scales.append([])
    case .fp8, .int8: quantise(tensor, wide, as: format)
    }
  }

  private mutating func quantise(_ tensor: Tensor, _ wide: [Float], as format: Precision) {
    let units = (0..<tensor.elements).map { index in
      let copy = index / (tensor.rows * tensor.columns)
      let row = index / tensor.columns % tensor.rows
      let each = tensor.division.units / tensor.copies
      return copy * each
        + (tensor.axis == .rows
          ? row * each / tensor.rows : index % tensor.columns * each / tensor.columns)
    }
    let codes = Self.codes(format)
    let largest = codes.map(\.1).max() ?? 0
    var most = [Float](repeating: 0, count: tensor.division.units)
    for (unit, number) in zip(units, wide) { most[unit] = max(most[unit], abs(number)) }
    let scale = most.map { $0 > 0 ? $0 / largest : 1 }
    let kept = zip(units, wide).map { unit, number in
      Self.nearest(number / scale[unit], among: codes)
    }
    bytes.append(kept.map(\.0))
    numbers.append(zip(units, kept).map { unit, code in code.1 * scale[unit] })
    scales.append(scale)
  }

  /// Every code of an 8-bit format with its number, in order of the numbers; negative zero left out.
  private static func codes(_ format: Precision) -> [(UInt8, Float)] {
    if format == .int8 { return (-127...127).map { (UInt8(bitPattern: Int8($0)), Float($0)) } }
    let positive = (0..<127).map { code -> (UInt8, Float) in
      let (exponent, mantissa) = (code / 8, Float(code % 8) / 8)
      var power: Float = 0x1p-6
      for _ in 0..<max(0, exponent - 1) { power *= 2 }
      return (UInt8(code), (exponent == 0 ? mantissa : 1 + mantissa) * power)
    }
    return positive.dropFirst().reversed().map { ($0.0 | 0x80, -$0.1) } + positive
  }

  /// The nearest code; of two equally near, the even one.
  private static func nearest(_ number: Float, among codes: [(UInt8, Float)]) -> (UInt8, Float) {
    var best = codes[0]
    for code in codes {
      let (old, new) = (abs(best.1 - number), abs(code.1 - number))
      if new < old || new == old && code.0 % 2 == 0 { best = code }
    }
    // A small negative number keeps its sign in a format that has a negative zero.
    if best.1 == 0, number.sign == .minus, codes.count < 255 { return (0x80, -0.0) }
    return best
  }

  /// The nearer of the two 16-bit neighbours, the even one of two equally near.
  private static func toBrainFloat(_ number: Float) -> Float {
    let low = Float(bitPattern: number.bitPattern & 0xFFFF_0000)
    let high = Float(bitPattern: (number.bitPattern & 0xFFFF_0000) + 0x1_0000)
    let (below, above) = (abs(number - low), abs(high - number))
    if below == above { return low.bitPattern & 0x1_0000 == 0 ? low : high }
    return below < above ? low : high
  }

  private static func littleEndian(_ bits: UInt32, _ count: UInt32) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
  }
}
