import Specification

/// Where the slices of a tensor stand in the memory of a rank.
///
/// Numbers of a tensor have one order of their own in which they travel: unit by unit, inside a unit row
/// by row. In memory they stand as frameworks keep them: what is cut by columns as a narrower matrix,
/// fused tensors one behind the other for each expert, shards flat.
struct Storage {
  /// The buffer that the tensor shares with those it is fused with: the index of the first of them.
  let buffer: Int
  private let tensor: Tensor
  private let isFlat: Bool
  /// Units that are held, and how many are held before each range; parts of units where flat.
  let ranges: [Range<Int>]
  private let before: [Int]
  private let scale: Int
  /// First number of each copy in the buffer, and units held of it.
  private let bases: [Int]
  private let held: [Int]
  /// Units that lie together before those of fused tensors come, and numbers from one such group to the
  /// next.
  private let group: (units: Int, stride: Int)
  /// Numbers in the buffer, of all tensors in it.
  let bufferElements: Int

  /// The storage of a tensor on a rank, which shares a buffer with the `members`, itself among them.
  init(
    _ index: Int, of members: [Int], in catalogue: TensorCatalogue, _ layout: WeightLayout,
    inside rank: Int
  ) {
    let inside = rank % layout.ranksPerStage
    let tensor = catalogue.tensors[index]
    self.tensor = tensor
    isFlat = layout.shardsCopies
    buffer = members[0]
    scale = layout.parts(of: tensor.division)
    let ranges = layout.slices(of: tensor.division, inside: inside, scale: scale)
    self.ranges = ranges
    var count = 0
    before = ranges.map { range in
      defer { count += range.count }
      return count
    }
    if isFlat {
      group = (.max, 0)
      bases = []
      held = []
      bufferElements = count * (tensor.unitElements / scale)
      return
    }
    var end = 0
    var bases: [Int] = []
    var held: [Int] = []
    for copy in 0..<tensor.copies {
      for member in members {
        let other = catalogue.tensors[member]
        let units = other.division.units / other.copies
        let window = copy * units..<(copy + 1) * units
        let own = layout.slices(of: other.division, inside: inside, scale: 1)
          .reduce(0) { $0 + $1.clamped(to: window).count }
        if member == index {
          bases.append(end)
          held.append(own)
        }
        end += own * other.unitElements
      }
    }
    if let own = Self.groups(index, members, catalogue, layout) {
      group = (own.units, own.stride)
      bases = [own.first]
    } else {
      group = (.max, 0)
    }
    self.bases = bases
    self.held = held
    bufferElements = end
  }

  /// Where query, key or value of the first group begins, its heads in a group, and the groups' stride;
  /// `nil` where they do not lie in groups.
  private static func groups(
    _ index: Int, _ members: [Int], _ catalogue: TensorCatalogue, _ layout: WeightLayout
  ) -> (first: Int, units: Int, stride: Int)? {
    guard layout.fusion == .byGroup, members.count == 3,
      case .heads(let heads) = catalogue.tensors[members[0]].division,
      case .keyValueHeads(let few) = catalogue.tensors[members[1]].division,
      heads % few == 0, heads % layout.tensor == 0,
      few % layout.tensor == 0 || layout.tensor % few == 0
    else { return nil }
    let queries = heads / max(few, layout.tensor)
    let sizes = members.map { catalogue.tensors[$0].unitElements }
    let firsts = [0, queries * sizes[0], queries * sizes[0] + sizes[1]]
    let own = index - members[0]
    return (firsts[own], own == 0 ? queries : 1, firsts[2] + sizes[2])
  }

  /// Units of which at least a part is held here.
  var heldUnits: Int {
    ranges.reduce(0) { $0 + ($1.isEmpty ? 0 : units(of: $1).count) }
  }

  /// The place of a number in the buffer, and how many stand behind it in the order of travel.
  ///
  /// - Precondition: the number is held here.
  func place(of number: Int) -> (offset: Int, run: Int) {
    let unit = number / tensor.unitElements
    let inUnit = number % tensor.unitElements
    if isFlat {
      let part = tensor.unitElements / scale
      let (index, position) = find(number / part)
      let run = ranges[index].upperBound * part - number
      return (position * part + number % part, run)
    }
    let unitsPerCopy = tensor.division.units / tensor.copies
    let copy = unit / unitsPerCopy
    let (_, position) = find(unit)
    let inCopy = position - heldBefore(copy)
    let base = bases[copy]
    if tensor.axis == .rows {
      let offset = inCopy / group.units * group.stride + inCopy % group.units * tensor.unitElements
      return (base + offset + inUnit, tensor.unitElements - inUnit)
    }
    let columns = tensor.unitElements / tensor.rows
    let row = inUnit / columns
    let column = inUnit % columns
    return (base + (row * held[copy] + inCopy) * columns + column, columns - column)
  }

  /// The place of a unit's scale among those of all units of which a part is held.
  func position(ofUnit unit: Int) -> Int {
    var count = 0
    for range in ranges where !range.isEmpty {
      let units = units(of: range)
      if units.contains(unit) { return count + unit - units.lowerBound }
      count += units.count
    }
    preconditionFailure("\(tensor.name): unit \(unit) is not held here")
  }

  private func units(of parts: Range<Int>) -> Range<Int> {
    parts.lowerBound / scale..<(parts.upperBound - 1) / scale + 1
  }

  private func heldBefore(_ copy: Int) -> Int { held[..<copy].reduce(0, +) }

  private func find(_ unit: Int) -> (range: Int, position: Int) {
    guard let index = ranges.firstIndex(where: { $0.contains(unit) }) else {
      preconditionFailure("\(tensor.name): unit \(unit) is not held here")
    }
    return (index, before[index] + unit - ranges[index].lowerBound)
  }
}

extension TensorCatalogue {
  /// Tensors that one buffer holds, for each tensor: query, key and value, or gate and up, where a
  /// layout fuses them.
  func members(fused: Bool) -> [[Int]] {
    var result = tensors.indices.map { [$0] }
    guard fused else { return result }
    for index in tensors.indices {
      let name = tensors[index].name
      let followers =
        name.hasSuffix(".query") ? [".key", ".value"] : name.hasSuffix(".gate") ? [".up"] : []
      let group = index...index + followers.count
      guard group.upperBound < tensors.count,
        zip(group.dropFirst(), followers).allSatisfy({ tensors[$0].name.hasSuffix($1) })
      else { continue }
      for member in group where !followers.isEmpty { result[member] = Array(group) }
    }
    return result
  }
}
