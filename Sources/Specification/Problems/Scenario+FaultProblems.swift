import Quantities

extension Scenario {
  /// Faults to come.
  func faultProblems() -> [Problem] {
    var problems: [Problem] = []
    for (index, fault) in faults.faults.enumerated() {
      let path = "faults.inject.\(index)"
      let targets: [(FaultTarget, Int)] = [
        (.card, fault.card), (.server, fault.server), (.link, fault.link),
      ].compactMap { target, number in number.map { (target, $0) } }
      if targets.count != 1 {
        problems.append(
          Problem(
            at: path, "faults.inject", what: "the fault hits \(targets.count) things",
            remedy: "give one of card, server and link"))
      }
      for (target, number) in targets {
        problems += rangeProblems("\(path).\(target.rawValue)", target, number)
      }
    }
    for (index, straggler) in faults.stragglers.enumerated() {
      problems += rangeProblems("faults.stragglers.\(index).card", .card, straggler.card)
    }
    for (index, rate) in faults.rates.enumerated() {
      if rate.hits == .link, cluster.servers == 1 {
        problems.append(noLink(at: "faults.rates.\(index).hits"))
      }
      if rate.every == .zero { problems.append(endless(at: "faults.rates.\(index).every")) }
    }
    if faults.meanTimeBetween == .zero { problems.append(endless(at: "faults.mean-time-between")) }
    return problems
  }

  private func rangeProblems(_ path: String, _ target: FaultTarget, _ number: Int) -> [Problem] {
    if target == .link, cluster.servers == 1 { return [noLink(at: path)] }
    let count = cluster.count(of: target)
    guard number >= count else { return [] }
    let things = target == .card ? "cards" : "servers"
    let thing = target == .card ? "card" : "server"
    return [
      Problem(
        at: path, "cluster", what: "\(thing) \(number) is none of the \(count) \(things)",
        remedy: "write 0 to \(count - 1)")
    ]
  }

  private func noLink(at path: String) -> Problem {
    Problem(
      at: path, "cluster", what: "the cluster is one server: there is no link to others",
      remedy: "give card or server")
  }

  private func endless(at path: String) -> Problem {
    Problem(
      at: path, what: "faults that come at once never end",
      remedy: "write a span such as 3600 s, or none")
  }
}
