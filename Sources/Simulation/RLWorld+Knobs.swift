import EventKernel
import Quantities
import Scheduling
import Specification
import Telemetry

extension RLWorld {
  /// Turns a knob now.
  ///
  /// Another placement is taken on when the step ends; everything else holds at once, for what has not
  /// begun. Another way to move weights holds for the step under way, if its weights do not move yet.
  mutating func turn(_ knob: Knob, in context: inout Context<Event>) {
    tell(.note(knob.description), at: context.now)
    switch knob {
    case .fusion(let isOn):
      pendingFusion = isOn == plan.isFused ? nil : isOn
    case .failCard(let card):
      guard (0..<scenario.cluster.cards).contains(card) else { return }
      fail(card, in: &context)
    case .reshard, .reshardOverlap:
      adopt(turned(knob), at: context.now)
      for index in replicas.indices { tell(replica: index, at: context.now) }
      guard let leg = trainer.leg else { return }
      legs = plan.replanned(legs, running: leg)
    case .staleness, .distributedQueue, .expertBalance, .coupling, .tail, .dispatch:
      toleratedVersion = version + 1
      adopt(turned(knob), at: context.now)
      for index in replicas.indices { tell(replica: index, at: context.now) }
      guard isRolloutOpen else { return }
      launchGroups()
      for index in replicas.indices { wake(index, in: &context) }
      startUpdateIfReady(in: &context)
    }
  }

  /// The scenario with a knob turned.
  func turned(_ knob: Knob) -> Scenario {
    scenario.turning(knob, separateTrainingDies: separateTrainingDies)
  }

  /// Says who waits for whom, for a run in which nothing will happen any more.
  var stallReason: String {
    let view = table.view(version: version)
    let waiting = replicas.reduce(0) { $0 + $1.waiting }
    let down = replicas.filter { $0.mode == .failed }.count
    return "step \(version + 1) cannot end: the update waits for "
      + "\(scheduler.groupsMissing(view)) more groups, \(waiting) samples wait for room in "
      + "\(replicas.count) replicas (\(down) down), and nothing else is under way"
  }
}
