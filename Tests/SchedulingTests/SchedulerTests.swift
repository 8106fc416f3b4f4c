import TestKit
import Scheduling
import Specification
import Testing

private func scheduler(
  batch: Int, staleness: Int, _ change: (inout Policy) -> Void = { _ in }
) -> Scheduler {
  let source = Source("a test", .assumed)
  var policy = Policy(
    placement: .fused, staleness: staleness, dataPath: .controller, balancesExperts: false)
  change(&policy)
  return Scheduler(
    policy: policy,
    workload: Workload(
      promptsPerStep: batch, samplesPerPrompt: 4, promptLength: .fixed(8),
      responseLength: .fixed(8), source: source))
}

@Suite struct SchedulerTests {
  @Test func `a synchronous batch is launched once per version`() {
    let scheduler = scheduler(batch: 8, staleness: 0)
    #expect(scheduler.launch(ClusterView(version: 0, launched: 0, cohorts: [])).groups == 8)
    #expect(scheduler.launch(ClusterView(version: 0, launched: 8, cohorts: [])).groups == 0)
    #expect(scheduler.launch(ClusterView(version: 1, launched: 8, cohorts: [])).groups == 8)
  }

  @Test func `one step off, the next batch starts when the update has the one before`() {
    let scheduler = scheduler(batch: 8, staleness: 0) { $0.coupling = .oneStepOff }
    #expect(scheduler.staleness == 1)
    var view = ClusterView(
      version: 0, launched: 8, taken: 0, cohorts: [.init(version: 0, inFlight: 3, ready: 5)])
    #expect(scheduler.launch(view).groups == 0)
    view = ClusterView(version: 0, launched: 8, taken: 8, cohorts: [])
    #expect(scheduler.launch(view).groups == 8)
  }

  @Test func `partial rollout keeps more under way than an update needs`() {
    let scheduler = scheduler(batch: 8, staleness: 0) { $0.tail = .partial(share: 0.8) }
    #expect(scheduler.staleness == 1)
    #expect(scheduler.launch(ClusterView(version: 0, launched: 0, cohorts: [])).groups == 10)
    let later = ClusterView(
      version: 1, launched: 10, cohorts: [.init(version: 0, inFlight: 2, ready: 0)])
    #expect(scheduler.launch(later).groups == 8)
  }

  @Test func `a full queue holds rollout back`() {
    let scheduler = scheduler(batch: 4, staleness: 3) { $0.queueCapacity = 6 }
    #expect(scheduler.launch(ClusterView(version: 0, launched: 0, cohorts: [])).groups == 6)
    let full = ClusterView(
      version: 0, launched: 6, cohorts: [.init(version: 0, inFlight: 1, ready: 5)])
    #expect(scheduler.launch(full).groups == 0)
    let taken = ClusterView(
      version: 0, launched: 6, taken: 4, cohorts: [.init(version: 0, inFlight: 1, ready: 1)])
    #expect(scheduler.launch(taken).groups == 4)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `with a limit on what is written at a time, the launch is AReaL's capacity`(seed: UInt64) {
    var dice = Dice(state: seed)
    let (batch, staleness) = (
      Int.random(in: 1...9, using: &dice), Int.random(in: 0...3, using: &dice)
    )
    let most = Int.random(in: 1...30, using: &dice)
    let version = Int.random(in: 0...5, using: &dice)
    let running = Int.random(in: 0...30, using: &dice)
    let ready = Int.random(in: 0...9, using: &dice)
    let launched = version * batch + running + ready
    let launch = scheduler(batch: batch, staleness: staleness) { $0.maxConcurrent = most }.launch(
      ClusterView(
        version: version, launched: launched,
        cohorts: [.init(version: version, inFlight: running, ready: ready)]))
    #expect(
      launch.groups
        == Admission.arealController(
          maxConcurrent: most, running: running, accepted: launched - running, version: version,
          staleness: staleness, batch: batch))
  }

  @Test func `dropped prompts get a round of their own when they are enough for one`() {
    let scheduler = scheduler(batch: 8, staleness: 0) { $0.tail = .tailBatching(factor: 1.25) }
    let first = scheduler.launch(ClusterView(version: 0, launched: 0, cohorts: []))
    #expect(first == Launch(groups: 10, samplesPerGroup: 5))
    let taken = ClusterView(
      version: 0, launched: 10, taken: 8, cohorts: [.init(version: 0, inFlight: 2, ready: 0)])
    #expect(scheduler.groupsToDrop(taken) == 2)
    let round = scheduler.launch(
      ClusterView(version: 4, launched: 32, taken: 32, deferred: 8, cohorts: []))
    #expect(round == Launch(groups: 8, samplesPerGroup: 4, isDeferredRound: true))
    let during = ClusterView(
      version: 4, launched: 40, taken: 32, deferred: 0, isDeferredRound: true,
      cohorts: [.init(version: 4, inFlight: 8, ready: 0)])
    #expect(scheduler.launch(during).groups == 0)
  }

  @Test func `what a tail over-provisioned is dropped when one takes over that drops nothing`() {
    let former = scheduler(batch: 8, staleness: 0) { $0.tail = .overProvision(factor: 1.25) }
    let next = scheduler(batch: 8, staleness: 0) { $0.tail = .wait }
    let waiting = ClusterView(
      version: 0, launched: 10, cohorts: [.init(version: 0, inFlight: 7, ready: 3)])
    #expect(next.groupsToDrop(waiting, startedBy: former) == 2)
    #expect(next.groupsToDrop(waiting, startedBy: next) == 0)
    #expect(former.groupsToDrop(waiting, startedBy: former) == 0)
    // An update that has its batch has dropped what was started for it; the rest is for later ones.
    let taken = ClusterView(
      version: 0, launched: 10, taken: 8, cohorts: [.init(version: 0, inFlight: 2, ready: 0)])
    #expect(next.groupsToDrop(taken, startedBy: former) == 0)
  }

  @Test func `an update waits for groups that would be too stale later`() {
    let scheduler = scheduler(batch: 4, staleness: 1)
    // Two groups of version 0 must be learned from now, at version 1; only one is ready.
    let view = ClusterView(
      version: 1, launched: 12,
      cohorts: [.init(version: 0, inFlight: 1, ready: 1), .init(version: 1, inFlight: 0, ready: 6)])
    #expect(scheduler.groupsToLearnFrom(view) == nil)
    #expect(scheduler.groupsMissing(view) == 1)
    var finished = view
    finished.cohorts[0] = .init(version: 0, inFlight: 0, ready: 2)
    #expect(scheduler.groupsToLearnFrom(finished) == [2, 2])
    #expect(scheduler.groupsMissing(finished) == 0)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no order of finishing makes a group too stale or blocks the loop`(seed: UInt64) {
    var dice = Dice(state: seed)
    let batch = Int.random(in: 1...6, using: &dice)
    let staleness = Int.random(in: 0...4, using: &dice)
    let scheduler = scheduler(batch: batch, staleness: staleness)
    var view = ClusterView(version: 0, launched: 0, cohorts: [])
    var learned = 0
    while view.version < 40 {
      let count = scheduler.launch(view).groups
      if count > 0 {
        view.launched += count
        if let last = view.cohorts.indices.last, view.cohorts[last].version == view.version {
          view.cohorts[last].inFlight += count
        } else {
          view.cohorts.append(.init(version: view.version, inFlight: count, ready: 0))
        }
      }
      if let taken = scheduler.groupsToLearnFrom(view) {
        #expect(taken.reduce(0, +) == batch)
        for (index, count) in taken.enumerated() where count > 0 {
          #expect(view.version - view.cohorts[index].version <= staleness)
          view.cohorts[index].ready -= count
        }
        learned += batch
        view.version += 1
        view.cohorts.removeAll { $0.outstanding == 0 }
      } else {
        // The run can go on: something is in flight. Finish any one of it, the youngest by choice.
        let open = view.cohorts.indices.filter { view.cohorts[$0].inFlight > 0 }
        guard let youngest = open.last, let any = open.randomElement(using: &dice) else {
          Issue.record("the loop is blocked at version \(view.version)")
          return
        }
        let index = Bool.random(using: &dice) ? youngest : any
        view.cohorts[index].inFlight -= 1
        view.cohorts[index].ready += 1
      }
    }
    #expect(view.launched == learned + view.cohorts.reduce(0) { $0 + $1.outstanding })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `samples go to the rank with fewest, the lower one on a tie`(seed: UInt64) {
    var dice = Dice(state: seed)
    var loads: [Int?] = (0..<17).map { _ in
      Int.random(in: 0..<5, using: &dice) == 0 ? nil : Int.random(in: 0..<9, using: &dice)
    }
    var dispatcher = Dispatcher(loads: loads)
    for _ in 0..<100 {
      let expected = loads.indices.filter { loads[$0] != nil }
        .min { (loads[$0] ?? 0, $0) < (loads[$1] ?? 0, $1) }
      #expect(dispatcher.next() == expected)
      if let expected { loads[expected] = (loads[expected] ?? 0) + 1 }
    }
  }
}
