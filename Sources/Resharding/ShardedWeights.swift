import Specification

/// The weights of a model in the memories of many dies, byte for byte.
///
/// For models small enough to hold: plans are carried out on these, and compared.
public struct ShardedWeights: Hashable, Sendable {
  /// What one die holds of the tensors of one buffer.
  public struct Buffer: Hashable, Sendable {
    /// The numbers, as the layout keeps them; 8-bit codes where quantised.
    public var bytes: [UInt8]
    /// For each tensor of the buffer, the scales of the units held, in order; empty unless quantised.
    public var scales: [[Float]]

    /// Makes a buffer.
    public init(bytes: [UInt8], scales: [[Float]] = []) {
      self.bytes = bytes
      self.scales = scales
    }
  }

  /// Where the slices are.
  public let layout: WeightLayout
  /// The tensors.
  public let catalogue: TensorCatalogue
  /// By die, by tensor: the buffer, at the first of the tensors it holds; `nil` where none is held.
  ///
  /// Dies outside the layout have an empty row.
  public internal(set) var memory: [[Buffer?]]

  /// Takes memories as they are.
  public init(layout: WeightLayout, catalogue: TensorCatalogue, memory: [[Buffer?]]) {
    self.layout = layout
    self.catalogue = catalogue
    self.memory = memory
  }

  /// Makes room for a layout, all zero.
  init(empty layout: WeightLayout, _ catalogue: TensorCatalogue) {
    self.layout = layout
    self.catalogue = catalogue
    memory = [[Buffer?]](repeating: [], count: (layout.dies.max() ?? -1) + 1)
    let members = catalogue.members(fused: layout.isFused)
    for (rank, die) in layout.dies.enumerated() {
      let stage = rank / layout.ranksPerStage % layout.stages.count
      memory[die] = catalogue.tensors.indices.map { index in
        guard members[index][0] == index,
          layout.stages(of: catalogue.tensors[index].place).contains(stage)
        else { return nil }
        let storages = members[index].map {
          Storage($0, of: members[index], in: catalogue, layout, inside: rank)
        }
        return Self.room(storages, catalogue.tensors[index].precision(in: layout.precision))
      }
    }
  }

  private static func room(_ storages: [Storage], _ precision: Precision) -> Buffer {
    let size = NumberFormat.size(precision)
    return Buffer(
      bytes: [UInt8](repeating: 0, count: storages[0].bufferElements * size),
      scales: size > 1 ? [] : storages.map { [Float](repeating: 0, count: $0.heldUnits) })
  }
}
