import Quantities
import Specification
import TestKit
import Testing

@testable import CostModel

/// Volumes of collectives, read off links that carry one byte a second without latency.
struct CollectiveVolumeTests {
  /// A cluster of one tier, or of two where the outer links carry a byte in `outer` seconds.
  private static func fabric(dies: Int, servers: Int = 1, outer: Double = 1) -> Fabric {
    func link(_ rate: Double) -> Link {
      Link(
        bandwidth: Bandwidth(bytesPerSecond: rate), efficiency: 1, latency: .zero,
        source: Fixtures.source)
    }
    var chip = Fixtures.ascend910C
    chip.diesPerCard = 1
    return Fabric(
      Cluster(
        name: "", chip: chip, cardsPerServer: dies, serversPerRack: 1, serversPerSupernode: servers,
        supernodes: 1, dieToDie: nil, intraServer: link(1), interServer: link(1 / outer),
        scaleOut: link(1), host: link(1)))
  }

  /// What a die moves, to within a hundredth of a byte.
  private func expect(_ seconds: Double, of fabric: Fabric, is bytes: Double, _ words: Comment) {
    #expect((seconds - fabric.launch - bytes).magnitude < 0.01, words)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `each die moves what the textbook says, to the byte`(seed: UInt64) {
    var dice = Dice(state: seed)
    let count = Int.random(in: 2...64, using: &dice)
    // Shares are whole bytes.
    let share = Double(Int.random(in: 1...1 << 30, using: &dice))
    let whole = share * Double(count)
    let group = RankGroup(count: count, stride: 1)
    let fabric = Self.fabric(dies: 64)
    expect(fabric.allGather(whole, group), of: fabric, is: share * Double(count - 1), "gather")
    expect(fabric.allToAll(whole, group), of: fabric, is: share * Double(count - 1), "all-to-all")
    // A ring goes round twice, a launch each time; straight from all to all moves the whole to each.
    let ring = 2 * share * Double(count - 1) + 2 * fabric.launch
    let direct = whole * Double(count - 1) + fabric.launch
    #expect((fabric.allReduce(whole, group) - min(ring, direct)).magnitude < 0.01)
    #expect((fabric.send(whole, distance: 1) - whole).magnitude < 0.01)
  }

  @Test func `what is small goes straight, what is large goes round the ring`() {
    let fabric = Self.fabric(dies: 64)
    let group = RankGroup(count: 3, stride: 1)
    // 2 bytes of 3 ranks: 4 and a launch beside 8/3 and two, so that the launch decides.
    let tiny = fabric.launch / 100
    #expect(fabric.allReduce(tiny, group) == fabric.allToAll(3 * tiny, group))
    #expect(fabric.allReduce(1e6, group) == 2 * fabric.allGather(1e6, group))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `each tier carries what lies behind it, to the byte`(seed: UInt64) {
    var dice = Dice(state: seed)
    let inside = Int.random(in: 2...8, using: &dice)
    let servers = Int.random(in: 2...6, using: &dice)
    let outer = Double(Int.random(in: 2...40, using: &dice))
    let fabric = Self.fabric(dies: inside, servers: servers, outer: outer)
    let count = inside * servers
    let share = Double(Int.random(in: 1...1 << 20, using: &dice))
    let whole = share * Double(count)
    let group = RankGroup(count: count, stride: 1)
    // Exchanged in turn: the shares of the server, then those of all others.
    let exchanged = share * Double(inside - 1) + share * Double(count - inside) * outer
    expect(fabric.allToAll(whole, group), of: fabric, is: exchanged, "all-to-all")
    // Gathered in rings that share the way out: the slower of the two.
    let moved = share * Double(count - 1)
    let gathered = max(moved, moved * outer / Double(inside))
    expect(fabric.allGather(whole, group), of: fabric, is: gathered, "gather")
  }

  @Test(arguments: [2, 4, 8], [2, 4])
  func `a hierarchical exchange crosses once to each server that a token needs`(
    inside: Int, servers: Int
  ) {
    let fabric = Self.fabric(dies: inside, servers: servers, outer: 1000)
    let model = Fixtures.deepSeek
    let count = inside * servers
    let shape = LayerShape(
      tensor: 1, context: 1, expert: count, exchange: .hierarchical, activationBytes: 2,
      dispatchBytes: 2, fusesOperators: true, attentionKernel: .fused,
      overlapsTensorExchange: false, splitsSequence: true)
    let layer = LayerModel(
      model: model, shape: shape, kernels: Kernels(Fixtures.ascend910C, precision: .bf16),
      fabric: fabric, load: ExpertLoad(spread: 0, experts: 256, ranks: count), dispatch: .graph,
      operators: Operators(training: model, shape), gradientBytes: 0)
    guard let experts = model.experts else { return }
    let token = Double(model.hidden) * 2
    // 1 − (1 − 1/n)⁸ of n servers hold one of a token's eight experts; all but its own are crossed to.
    let missed = (0..<8).reduce(1.0) { product, _ in product * (1 - 1 / Double(servers)) }
    let crossings = (1 - missed) * Double(servers - 1)
    let seconds = layer.exchange(rows: 100, experts, bytes: 2) - 2 * fabric.launch
    #expect((seconds / (100 * token * crossings * 1000) - 1).magnitude < 0.02)
  }
}
