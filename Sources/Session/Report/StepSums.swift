import Quantities
import Telemetry

/// What is added up over steps, in seconds and counts.
struct StepSums: Hashable, Sendable {
  var count = 0
  var firstStep = 0
  var lastStep = 0
  var time = 0.0
  var dieTime = 0.0
  var tokens = 0.0
  var samples = 0.0
  var staleness = 0.0
  var maxStaleness = 0
  var roles = Array(repeating: 0.0, count: Role.allCases.count)
  var activities = Array(repeating: 0.0, count: Activity.allCases.count)

  mutating func add(_ step: StepRecord) {
    if count == 0 { firstStep = step.step }
    lastStep = step.step
    count += 1
    time += step.duration.seconds
    dieTime += step.duration.seconds * Double(step.dies)
    tokens += Double(step.tokens)
    samples += Double(step.samples)
    staleness += step.meanStaleness * Double(step.samples)
    maxStaleness = max(maxStaleness, step.maxStaleness)
    for (index, role) in step.roles.enumerated() { roles[index] += role.seconds }
    for (index, activity) in step.activities.enumerated() {
      activities[index] += activity.seconds
    }
  }
}
