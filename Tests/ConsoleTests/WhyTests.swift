import Canvas
import Exploration
import Quantities
import Simulation
import Specification
import Telemetry
import TestKit
import Testing

@testable import Console

@Suite struct WhyTests {
  private static func state(
    _ scenario: Scenario, until seconds: Double, failing card: Int? = nil
  ) throws -> ClusterState {
    var run = try WhatIf(scenario, into: ClusterState(scenario: scenario))
    if let card {
      run.advance(to: .seconds(seconds / 2))
      _ = run.turn(.failCard(card))
    }
    run.advance(to: .seconds(seconds))
    return run.live.sink
  }

  static let scenarios: [Scenario] = [
    .tiny(), .tiny { $0.policy.staleness = 0 },
    .tiny {
      $0 = $0.turning(.fusion(false))
      $0.policy.coupling = .asynchronous
    },
    .tiny { $0.policy.dataPath = .controller },
  ]

  @Test(arguments: scenarios.indices)
  func `the critical path fills a step from its start to its end`(index: Int) throws {
    let state = try Self.state(Self.scenarios[index], until: 2000)
    #expect(state.stepsEnded > 3)
    for record in state.steps {
      let path = try #require(CriticalPath(step: record.step, of: state))
      #expect(path.segments.first?.start == record.start)
      #expect(path.segments.last?.end == record.end)
      for (one, next) in zip(path.segments, path.segments.dropFirst()) {
        #expect(one.end == next.start)
      }
      #expect(path.segments.allSatisfy { $0.duration > .zero })
      // The update is always on it, and nothing but the trainer comes last.
      #expect(path.segments.contains { $0.cause.role == .update })
    }
    #expect(CriticalPath(step: 0, of: state) == nil)
    #expect(CriticalPath(step: state.stepsEnded + 2, of: state) == nil)
  }

  @Test(arguments: scenarios.indices)
  func `the terms of every leg add up to its duration, and each has a source`(index: Int) throws {
    let state = try Self.state(Self.scenarios[index], until: 1000)
    #expect(!state.legs.isEmpty)
    for leg in state.legs {
      let sum = leg.status.terms.reduce(0) { $0 + $1.seconds.value }
      let seconds = leg.status.duration.seconds
      #expect(abs(sum - seconds) <= 1e-6 * max(1, seconds), "\(leg.status)")
      #expect(leg.status.terms.allSatisfy { !$0.source.text.isEmpty })
      #expect(leg.end != nil || leg == state.legs.last)
    }
  }

  @Test func `in a synchronous step the path blames the replica that wrote last`() throws {
    let state = try Self.state(.tiny { $0.policy.staleness = 0 }, until: 1500)
    for record in state.steps {
      let path = try #require(CriticalPath(step: record.step, of: state))
      let first = try #require(path.segments.first)
      guard case .rollout(let last?) = first.cause else {
        Issue.record("\(first)")
        continue
      }
      #expect(last.time <= first.end)
      #expect((first.end - last.time).seconds < 1)
    }
  }

  @Test func `a failed card is on the path of the step that it stops`() throws {
    let whole = try Self.state(.tiny(), until: 800)
    let leg = try #require(whole.legs.first { $0.status.activity == .update })
    let middle = leg.start + .seconds(leg.status.duration.seconds / 2)
    var run = try WhatIf(.tiny(), into: ClusterState(scenario: .tiny()))
    run.advance(to: middle)
    _ = run.turn(.failCard(5))
    run.advance(to: .seconds(1600))
    let path = try #require(CriticalPath(step: leg.status.step, of: run.live.sink))
    #expect(path.segments.contains { $0.cause == .failure })
  }

  @Test(arguments: 0..<6)
  func `a card is explained by what it waits for, its terms and the path`(tenth: Int) throws {
    let state = try Self.state(.tiny(), until: 40 + Double(tenth) * 23)
    let explanation = Explanation(.card(17), in: state)
    let activity = state.ledger.entries[34].activity
    #expect(
      explanation.lines.contains { line in
        if case .fact(_, let text) = line { text.contains(activity.reason) } else { false }
      })
    #expect(
      explanation.lines.contains { line in
        if case .term = line { true } else { false }
      }, "\(activity)")
  }

  @Test func `shares of terms add up to one`() throws {
    let state = try Self.state(.tiny(), until: 60)
    var sums: [Double] = []
    for line in Explanation(.card(3), in: state).lines {
      switch line {
      case .heading: sums.append(0)
      case .term(_, _, let share, _), .segment(_, let share):
        if !sums.isEmpty { sums[sums.count - 1] += share }
      case .fact: break
      }
    }
    #expect(!sums.isEmpty)
    for sum in sums { #expect(abs(sum - 1) < 1e-9) }
  }

  @Test func `a run that is looked at again explains the same`() throws {
    var timeline = try Timeline(.tiny(), into: ClusterState(scenario: .tiny()))
    timeline.seek(to: .seconds(333))
    let first = Explanation(.lane(.update, .seconds(200)), in: timeline.present.live.sink)
    timeline.seek(to: .seconds(900))
    timeline.seek(to: .seconds(333))
    #expect(Explanation(.lane(.update, .seconds(200)), in: timeline.present.live.sink) == first)
  }

  static let explained = Panel.allCases.filter { ![.supernode, .knobs, .advisor].contains($0) }

  @Test(arguments: explained, [true, false])
  func `Enter tells why of whatever the arrows work on`(panel: Panel, isAlone: Bool) {
    var model = ConsoleModel.staged(Size(columns: 120, rows: 40))
    if isAlone {
      _ = model.update(.key(.character(panel.key)))
    } else {
      while model.focus != panel { _ = model.update(.key(.tab)) }
    }
    _ = model.update(.key(.enter))
    #expect(model.text.contains("why: "))
    for _ in 0..<200 { _ = model.update(.key(.down)) }
    _ = model.update(.key(.escape))
    #expect(!model.text.contains("why: "))
  }

  static let moments = (0..<24).map { 20 + Double($0) * 31 }

  @Test(arguments: scenarios.indices, moments)
  func `everything on screen has a reason at any time`(index: Int, seconds: Double) throws {
    let state = try Self.state(Self.scenarios[index], until: seconds, failing: 9)
    var subjects: [Explanation.Subject] = [.reshard, .queue, .memory, .step(nil), .step(.zero)]
    subjects += state.replicas.indices.map { .replica($0) }
    subjects += state.log.map { .event($0) }
    subjects += Role.allCases.flatMap { [.lane($0, nil), .lane($0, .seconds(seconds / 2))] }
    for subject in subjects {
      let lines = Explanation(subject, in: state).lines
      #expect(!lines.isEmpty, "\(subject)")
      for case .fact(let name, let text) in lines {
        #expect(!name.isEmpty && !text.isEmpty, "\(subject)")
        #expect(!text.contains("nan"), "\(subject): \(text)")
      }
    }
  }

  @Test func `the event that the arrows select is the one explained`() throws {
    var model = ConsoleModel.staged(Size(columns: 100, rows: 40))
    _ = model.update(.key("8"))
    for _ in 0..<4 { _ = model.update(.key(.up)) }
    let entry = try #require(model.selectedEntry)
    #expect(entry == model.live.log[model.live.log.count - 5])
    let line = model.text.split(separator: "\n").first { $0.contains("▸") }
    #expect(line?.contains(entry.text.prefix(20)) ?? false)
    _ = model.update(.key(.enter))
    #expect(model.text.contains("why: \(entry.kind.rawValue)"))
  }

  @Test func `a replica that is pressed is selected, and pressed again explained`() throws {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    _ = model.update(.key("6"))
    let place = try #require(model.plan().panels.first)
    let press = ConsoleMessage.mouse(
      MouseEvent(.press, at: Position(column: 20, row: place.rect.row + 2 + 3)))
    _ = model.update(press)
    #expect(!model.text.contains("why: "))
    _ = model.update(press)
    #expect(model.text.contains("why: replica 3"))
  }

  @Test func `Enter opens a card, and again tells why`() {
    var model = ConsoleModel.staged()
    _ = model.update(.key(.enter))
    #expect(model.isDetailOpen)
    _ = model.update(.key(.enter))
    #expect(model.text.contains("why: card 0"))
    _ = model.update(.key(.escape))
    _ = model.update(.key(.escape))
    #expect(!model.isDetailOpen)
  }

  @Test func `the critical path dims what the step did not hang on`() {
    var model = ConsoleModel.staged(Size(columns: 160, rows: 50))
    let before = model.view()
    _ = model.update(.key("m"))
    #expect(model.view() != before)
    #expect(model.text.contains("critical path of step 8"))
    _ = model.update(.key("m"))
    #expect(model.view() == before)
  }
}
