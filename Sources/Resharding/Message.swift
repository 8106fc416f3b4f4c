import Specification

/// Consecutive numbers of one tensor on their way: packed at the source, unpacked at the target.
struct Message {
  /// Which numbers, in the tensor's order of travel.
  let numbers: Range<Int>
  /// The format they travel in.
  let format: Precision
  /// The numbers, or their codes.
  private(set) var bytes: [UInt8] = []
  /// The scale of each unit that codes belong to.
  private(set) var scales: [Float] = []
  private let unitElements: Int

  /// Packs numbers that a buffer keeps in one format, for another that is no wider.
  init(
    reading numbers: Range<Int>, of tensor: Tensor, from buffer: ShardedWeights.Buffer,
    _ storage: Storage, member: Int, kept: Precision, sent format: Precision
  ) {
    self.numbers = numbers
    self.format = format
    unitElements = tensor.unitElements
    let size = NumberFormat.size(kept)
    bytes.reserveCapacity(numbers.count * NumberFormat.size(format))
    var wide: [Float] = []
    Self.runs(numbers, storage) { offset, count in
      guard kept != format else {
        bytes += buffer.bytes[offset * size..<(offset + count) * size]
        return
      }
      for index in offset..<offset + count {
        wide.append(NumberFormat.read(buffer.bytes, at: index * size, kept))
      }
    }
    if kept != format {
      (bytes, scales) = Self.encode(wide, as: format, unitElements: unitElements)
    } else if size == 1 {
      scales = units.map { buffer.scales[member][storage.position(ofUnit: $0)] }
    }
  }

  /// Takes numbers that arrived before their units were whole.
  init(carrying wide: [Float], from first: Int, of tensor: Tensor) {
    numbers = first..<first + wide.count
    format = .fp32
    unitElements = tensor.unitElements
    for number in wide { NumberFormat.append(number, to: &bytes, .fp32) }
  }

  /// Puts the numbers aside until the units they belong to are whole.
  func write(to unscaled: inout [Unscaled], die: Int, tensor: Int, of count: Int) {
    var index = unscaled.count - 1
    while index >= 0, unscaled[index].die != die || unscaled[index].tensor != tensor { index -= 1 }
    if index < 0 {
      index = unscaled.count
      unscaled.append(
        Unscaled(die: die, tensor: tensor, numbers: [Float](repeating: 0, count: count)))
    }
    unscaled[index].numbers.replaceSubrange(numbers, with: decoded())
  }

  /// Unpacks into a buffer that keeps numbers in a format.
  ///
  /// - Precondition: codes of 8 bits are made of whole units only.
  func write(
    to buffer: inout ShardedWeights.Buffer, _ storage: Storage, member: Int, kept: Precision
  ) {
    var (bytes, scales) = (bytes, scales)
    if kept != format {
      (bytes, scales) = Self.encode(decoded(), as: kept, unitElements: unitElements)
    }
    let size = NumberFormat.size(kept)
    var done = 0
    Self.runs(numbers, storage) { offset, count in
      buffer.bytes.replaceSubrange(
        offset * size..<(offset + count) * size, with: bytes[done..<done + count * size])
      done += count * size
    }
    guard size == 1 else { return }
    for (unit, scale) in zip(units, scales) {
      buffer.scales[member][storage.position(ofUnit: unit)] = scale
    }
  }

  /// Units that the numbers belong to.
  private var units: Range<Int> {
    numbers.lowerBound / unitElements..<(numbers.upperBound - 1) / unitElements + 1
  }

  private func decoded() -> [Float] {
    if NumberFormat.size(format) > 1 {
      let size = NumberFormat.size(format)
      return stride(from: 0, to: bytes.count, by: size).map {
        NumberFormat.read(bytes, at: $0, format)
      }
    }
    return numbers.map { number in
      let scale = scales[number / unitElements - units.lowerBound]
      return NumberFormat.number(bytes[number - numbers.lowerBound], format) * scale
    }
  }

  private static func encode(
    _ numbers: [Float], as format: Precision, unitElements: Int
  ) -> (bytes: [UInt8], scales: [Float]) {
    var bytes: [UInt8] = []
    guard NumberFormat.size(format) == 1 else {
      for number in numbers { NumberFormat.append(number, to: &bytes, format) }
      return (bytes, [])
    }
    precondition(numbers.count % unitElements == 0, "\(numbers.count) numbers are no whole units")
    var scales: [Float] = []
    for first in stride(from: 0, to: numbers.count, by: unitElements) {
      let unit = Array(numbers[first..<first + unitElements])
      let scale = NumberFormat.scale(unit, format)
      scales.append(scale)
      bytes += unit.map { NumberFormat.code($0 / scale, format) }
    }
    return (bytes, scales)
  }

  /// Visits the places of numbers in a buffer, run by run.
  private static func runs(_ numbers: Range<Int>, _ storage: Storage, _ body: (Int, Int) -> Void) {
    var number = numbers.lowerBound
    while number < numbers.upperBound {
      let (offset, run) = storage.place(of: number)
      let count = min(run, numbers.upperBound - number)
      body(offset, count)
      number += count
    }
  }
}
