/// The storages of a layout, each reckoned when first asked for.
struct StorageTable {
  /// For each tensor, the tensors of its buffer.
  let members: [[Int]]
  private let layout: WeightLayout
  private var storages: [[Storage?]]

  init(_ layout: WeightLayout, _ catalogue: TensorCatalogue) {
    self.layout = layout
    members = catalogue.members(fused: layout.isFused)
    storages = [[Storage?]](
      repeating: [Storage?](repeating: nil, count: catalogue.tensors.count),
      count: layout.ranksPerStage)
  }

  /// The storage of a tensor on a rank.
  mutating func storage(of index: Int, rank: Int, _ catalogue: TensorCatalogue) -> Storage {
    let inside = rank % layout.ranksPerStage
    if let known = storages[inside][index] { return known }
    let storage = Storage(index, of: members[index], in: catalogue, layout, inside: inside)
    storages[inside][index] = storage
    return storage
  }
}
