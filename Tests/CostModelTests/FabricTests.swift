import Quantities
import Specification
import Testing

@testable import CostModel

/// A cluster whose links have no latency and whose rates are whole.
private var plain: Fabric {
  var cluster = Fixtures.cloudMatrix(servers: 4, supernodes: 2)
  cluster.dieToDie = Fixtures.link(200, 1, 0)
  cluster.intraServer = Fixtures.link(100, 1, 0)
  cluster.interServer = Fixtures.link(100, 1, 0)
  cluster.scaleOut = Fixtures.link(10, 1, 0)
  return Fabric(cluster)
}

@Test(arguments: [2, 4, 8, 16])
func `ranks on whole cards gather all but their own share over the card's links`(count: Int) {
  let fabric = plain
  let bytes = 1e9
  let moved = bytes * Double(count - 1) / Double(count)
  let slowest = count == 2 ? moved / 200e9 : max(moved / 200e9, moved / (2 * 100e9))
  let seconds = fabric.allGather(bytes, RankGroup(count: count, stride: 1))
  #expect((seconds - fabric.launch - slowest).magnitude < 1e-12)
}

@Test func `an all-reduce of much is a reduce-scatter and an all-gather`() {
  let group = RankGroup(count: 8, stride: 2)
  #expect(plain.allReduce(1e9, group) == 2 * plain.allGather(1e9, group))
}

@Test func `an all-to-all sends each tier what lies behind it`() {
  // 64 dies in four servers: 1 on the card, 14 in the server, 48 in the other servers.
  let fabric = plain
  let seconds = fabric.allToAll(64e6, RankGroup(count: 64, stride: 1)) - fabric.launch
  let expected = 1e6 / 200e9 + 14e6 / 100e9 + 48e6 / 100e9
  #expect((seconds - expected).magnitude < 1e-12)
}

@Test func `a rank alone has nothing to exchange`() {
  let alone = RankGroup(count: 1, stride: 1)
  #expect(plain.allGather(1e9, alone) == 0)
  #expect(plain.allReduce(1e9, alone) == 0)
  #expect(plain.allToAll(1e9, alone) == 0)
}

@Test func `leaving the supernode is what costs`() {
  let inside = plain.send(1e6, distance: 60)
  let outside = plain.send(1e6, distance: 70)
  #expect(outside == 10 * inside)
}

@Test(arguments: [0.0, 0.3, 1, 2])
func `a collective beside work costs at least its share of the die`(work: Double) {
  let onGraphics = Kernels(.h100, precision: .bf16)
  let onAscend = Kernels(.ascend910C, precision: .bf16)
  let hidden = min(work, 0.9)
  let expected = 1 - hidden + hidden * 16 / 132
  #expect((onGraphics.beside(1, work: work, bare: 0.1) - expected).magnitude < 1e-12)
  #expect((onAscend.beside(1, work: work, bare: 0.1) - (1 - hidden)).magnitude < 1e-12)
  #expect(onGraphics.beside(0.05, work: work, bare: 0.1) == 0.05)
}

@Test(arguments: [2, 4, 8])
func `in a mesh a group has the links between its own members`(count: Int) {
  var cluster = Cluster.a2
  cluster.intraServer = Fixtures.link(70, 1, 0)
  let fabric = Fabric(cluster)
  let group = RankGroup(count: count, stride: 1)
  // Seven links of 10 GB/s: every member sends to each other over one of them.
  let each = 1e9 / Double(count) / 10e9
  #expect((fabric.allToAll(1e9, group) - fabric.launch - each).magnitude < 1e-12)
  #expect((fabric.allGather(1e9, group) - fabric.launch - each).magnitude < 1e-12)
  #expect((fabric.send(1e9, distance: 1) - 0.1).magnitude < 1e-12)
}
