import Specification

/// Tensors that lie alike in both layouts: same stages, same division.
///
/// Planning one stands for planning each of them, which makes a plan of a whole model as cheap as a
/// plan of a few layers.
public struct Bundle: Hashable, Sendable {
  /// How they are divided.
  public let division: Division
  /// Stages of the source layout that hold them.
  public let sourceStages: [Int]
  /// Stages of the destination layout that hold them.
  public let targetStages: [Int]
  /// Their indices in the catalogue.
  public internal(set) var tensors: [Int]
  /// Parts that a unit is split into, where a layout shards copies.
  public let scale: Int
  /// Bytes on the wire of one part of a unit, of all tensors together.
  public internal(set) var partBytes: Int64

  /// Bytes that one range of parts takes on the wire.
  public func bytes(_ parts: Range<Int>) -> Int64 { Int64(parts.count) * partBytes }
}

extension Bundle {
  /// Sorts a catalogue into bundles, in the order of their first tensors.
  static func all(
    _ catalogue: TensorCatalogue, from source: WeightLayout, to target: WeightLayout
  ) throws(ReshardError) -> [Bundle] {
    struct Key: Hashable {
      let division: Division
      let sourceStages: [Int]
      let targetStages: [Int]
    }
    var bundles: [Bundle] = []
    var indices: [Key: Int] = [:]
    for (number, tensor) in catalogue.tensors.enumerated() {
      let key = Key(
        division: tensor.division, sourceStages: source.stages(of: tensor.place),
        targetStages: target.stages(of: tensor.place))
      let scale = leastCommonMultiple(
        source.parts(of: tensor.division), target.parts(of: tensor.division))
      guard tensor.unitElements % scale == 0 else {
        throw .indivisible(
          tensor: tensor.name, units: tensor.unitElements, unit: "numbers of a unit",
          degree: scale, layout: source.shardsCopies ? source.name : target.name,
          dies: source.shardsCopies ? source.span : target.span)
      }
      // Moves count parts in 32 bits.
      guard tensor.division.units <= Int(Int32.max) / scale else {
        throw .shards(tensor: tensor.name, units: tensor.division.units, parts: scale)
      }
      let unit = tensor.wireBytes(
        from: source.precision, to: target.precision, inShards: scale > 1)
      if let index = indices[key] {
        bundles[index].tensors.append(number)
        bundles[index].partBytes += unit / Int64(scale)
      } else {
        indices[key] = bundles.count
        bundles.append(
          Bundle(
            division: key.division, sourceStages: key.sourceStages,
            targetStages: key.targetStages, tensors: [number], scale: scale,
            partBytes: unit / Int64(scale)))
      }
    }
    return bundles
  }

  private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return a / x * b
  }
}
