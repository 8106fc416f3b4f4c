import CostModel
import Quantities
import Specification
import Telemetry

/// Why something on screen is as it is: its state, what it waits for, and what its time is made of.
///
/// A pure function of what telemetry told, so that a replay explains the same.
struct Explanation: Hashable, Sendable {
  /// What can be asked about.
  enum Subject: Hashable, Sendable {
    /// A card.
    case card(Int)
    /// A lane of the timeline, now or at a time: what runs there, or why there is a gap.
    case lane(Role, SimTime?)
    /// The latest change of layout.
    case reshard
    /// A replica, by number.
    case replica(Int)
    /// The groups between rollout and training.
    case queue
    /// What fills the memory of the fullest die.
    case memory
    /// Where a step's time went, of the last step or that of a time.
    case step(SimTime?)
    /// Something that happened.
    case event(LogEntry)
  }

  /// A line of the explanation.
  enum Line: Hashable, Sendable {
    case heading(String)
    /// A name and what is told of it.
    case fact(String, String)
    /// A part of a duration, with its share of the whole and where its figure comes from.
    case term(String, seconds: Double, share: Double, source: Source)
    /// A stretch of the critical path.
    case segment(CriticalPath.Segment, share: Double)
  }

  /// What it is about.
  let title: String
  private(set) var lines: [Line] = []

  /// Explains something.
  init(_ subject: Subject, in state: ClusterState) {
    switch subject {
    case .card(let card):
      title = "why: card \(card)"
      explain(card: card, in: state)
    case .lane(let role, let time):
      let moment = time.map { min($0, state.now) } ?? state.now
      title = "why: \(role.name) at \(Figure.shortClock(moment.seconds))"
      explain(role, at: moment, in: state)
    case .reshard:
      title = "why: resharding"
      explainReshard(in: state)
    case .replica(let index):
      title = "why: replica \(index)"
      explain(replica: index, in: state)
    case .queue:
      title = "why: queue"
      explainQueue(in: state)
    case .memory:
      title = "why: memory"
      explainMemory(in: state)
    case .step(let time):
      let record = time.flatMap { time in state.steps.first { time < $0.end } } ?? state.steps.last
      title = "why: step \(record?.step ?? state.stepsEnded + 1)"
      explain(record, in: state)
    case .event(let entry):
      title = "why: \(entry.kind.rawValue) at \(Figure.shortClock(entry.time.seconds))"
      explain(entry, in: state)
    }
  }

  mutating func say(_ name: String, _ text: String) { lines.append(.fact(name, text)) }

  mutating func head(_ text: String) { lines.append(.heading(text)) }

  /// Tells what a duration is made of.
  mutating func add(_ terms: [LegStatus.Term], of title: String) {
    let whole = terms.reduce(0) { $0 + $1.seconds.value }
    guard whole > 0 else { return }
    head("\(title): \(Figure.duration(whole).trimmed)")
    for term in terms.sorted(by: { $0.seconds.value > $1.seconds.value }) {
      lines.append(
        .term(
          term.name, seconds: term.seconds.value, share: term.seconds.value / whole,
          source: term.source))
    }
  }

  mutating func add(_ terms: [CostTerm], of title: String) {
    add(
      terms.map { LegStatus.Term(name: $0.name, seconds: $0.seconds, source: $0.source) },
      of: title)
  }

  /// Tells what a step's time hung on.
  mutating func addPath(ofStep step: Int, in state: ClusterState) {
    guard let path = CriticalPath(step: step, of: state) else { return }
    let whole = path.segments.reduce(0) { $0 + $1.duration.seconds }
    guard whole > 0 else { return }
    let isOpen = step > state.steps.last?.step ?? 0
    head(
      "critical path of step \(step)\(isOpen ? " so far" : ""): "
        + Figure.duration(whole).trimmed)
    for segment in path.segments {
      lines.append(.segment(segment, share: segment.duration.seconds / whole))
    }
  }
}
