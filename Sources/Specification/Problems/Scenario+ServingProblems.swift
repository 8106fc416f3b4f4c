extension Scenario {
  /// What makes no sense in a run that only serves.
  func servingProblems() -> [Problem] {
    var problems: [Problem] = []
    if policy.placement != .fused {
      problems.append(
        Problem(
          at: "policy.placement", "workload.arrivals",
          what: "a run with arrivals trains nothing, so that there are no roles to place",
          remedy: "write placement: fused, or arrivals: none"))
    }
    switch policy.tail {
    case .wait, .migrate: break
    case .partial, .overProvision, .tailBatching:
      problems.append(
        Problem(
          at: "policy.tail", "workload.arrivals",
          what: "the tail is cut off a batch, but requests that arrive make none",
          remedy: "write tail: wait or tail: migrate"))
    }
    if let capacity = policy.queueCapacity {
      problems.append(
        Problem(
          at: "policy.queue-capacity", "workload.arrivals",
          what: "queue-capacity \(capacity) is of the queue to training, of which there is none",
          remedy: "write queue-capacity: none"))
    }
    return problems
  }
}
