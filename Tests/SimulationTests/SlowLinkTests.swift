import EventKernel
import Quantities
import Specification
import Telemetry
import TestKit
import Testing

@testable import Simulation

/// A slow link holds up those who send over it.
@Suite struct SlowLinkTests {
  /// Four servers, the last two of which roll out: a replica over both, or one on each.
  private func simulation(_ faults: [Fault], spansServers: Bool) throws -> Simulation {
    var simulation = try Simulation(
      .tiny {
        $0.cluster.serversPerSupernode = 6
        $0.policy.placement = .separate(trainingDies: 32)
        $0.policy.staleness = 0
        $0.policy.reshard = .pointToPoint
        $0.workload.responseLength = .fixed(2000)
        $0.rollout = RolloutLayout(
          tensor: 2, data: spansServers ? 16 : 8, expert: spansServers ? 32 : 16,
          graphs: .buckets([4, 8, 16, 32, 64, 128]))
        $0.faults.faults = faults
      })
    var sink = NullSink()
    simulation.run(until: .seconds(20), into: &sink)
    return simulation
  }

  /// Seconds of a decode step of each replica, without any context.
  private func paces(_ faults: [Fault], spansServers: Bool = true) throws -> [Double] {
    let paces = try simulation(faults, spansServers: spansServers).engine.world.replicas
      .map(\.fixed)
    #expect(paces.allSatisfy { $0 > 0 })
    return paces
  }

  private func slow(_ server: Int, by factor: Double) -> Fault {
    Fault(at: .seconds(1), link: server, slowdown: factor)
  }

  @Test func `only replicas that send over a slow link write more slowly`() throws {
    // Servers 0 and 1 train; replica 0 is on servers 2 and 3, replica 1 on 4 and 5.
    let well = try paces([])
    #expect(well.count == 2)
    let slow = try paces([slow(3, by: 4)])
    #expect(slow[0] > well[0])
    #expect(slow[1] == well[1])
    let inside = try paces([], spansServers: false)
    #expect(try paces([self.slow(3, by: 4)], spansServers: false) == inside)
  }

  @Test func `each replica waits for its own slowest link`() throws {
    let both = try paces([slow(2, by: 2), slow(3, by: 3), slow(5, by: 6)])
    #expect(both[0] == (try paces([slow(3, by: 3)]))[0])
    #expect(both[1] == (try paces([slow(5, by: 6)]))[1])
    #expect(both[1] > both[0])
  }

  @Test func `a slow link among rollout's servers slows what brings weights, not training`() throws
  {
    func record(_ faults: [Fault]) throws -> StepRecord {
      var simulation = try simulation(faults, spansServers: false)
      var sink = NullSink()
      let ended = simulation.runStep(into: &sink)
      return try #require(ended)
    }
    let (well, far, near) = (
      try record([]), try record([slow(3, by: 100)]), try record([slow(1, by: 100)])
    )
    let (update, reshard) = (Int(Role.update.rawValue), Int(Role.reshard.rawValue))
    #expect(far.roles[update] == well.roles[update])
    #expect(far.roles[reshard] > well.roles[reshard])
    #expect(near.roles[update] > well.roles[update])
    #expect(near.roles[reshard] == far.roles[reshard])
  }
}
