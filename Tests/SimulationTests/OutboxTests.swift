import Quantities
import Telemetry
import Testing

@testable import Simulation

struct OutboxTests {
  private let load = DieLoad(utilisation: 1)

  private func told(_ outbox: inout Outbox) -> [TelemetryEvent.Kind] {
    var events: [TelemetryEvent] = []
    outbox.deliver(to: &events)
    return events.map(\.kind)
  }

  @Test func `neighbours that turn to the same at once are told of together`() {
    var outbox = Outbox()
    outbox.add(.prefill, load, dies: 0..<4, at: .zero)
    outbox.add(.prefill, load, dies: 4..<8, at: .zero)
    #expect(told(&outbox) == [.activity(.prefill, load, dies: 0..<8)])
  }

  @Test func `what differs in anything is told of by itself`() {
    var outbox = Outbox()
    outbox.add(.prefill, load, dies: 0..<4, at: .zero)
    outbox.add(.decode, load, dies: 4..<8, at: .zero)
    outbox.add(.decode, DieLoad(), dies: 8..<12, at: .zero)
    outbox.add(.decode, DieLoad(), dies: 16..<20, at: .zero)
    outbox.add(.decode, DieLoad(), dies: 20..<24, at: .zero + .seconds(1))
    outbox.add(.version(1), at: .zero + .seconds(1))
    outbox.add(.decode, DieLoad(), dies: 24..<28, at: .zero + .seconds(1))
    #expect(outbox.count == 7)
    #expect(told(&outbox).count == 7)
    outbox.add(.decode, DieLoad(), dies: 28..<32, at: .zero + .seconds(1))
    #expect(told(&outbox) == [.activity(.decode, DieLoad(), dies: 28..<32)])
  }

  @Test func `everything comes out in the order it was put in`() {
    var outbox = Outbox()
    outbox.add(.version(1), at: .zero)
    outbox.add(.decode, load, dies: 0..<4, at: .zero)
    outbox.add(.seconds(1), waitedIn: .decode, dies: 0..<4, at: .zero)
    outbox.add(.version(2), at: .zero)
    #expect(
      told(&outbox) == [
        .version(1), .activity(.decode, load, dies: 0..<4),
        .waited(.seconds(1), in: .decode, dies: 0..<4), .version(2),
      ])
    #expect(outbox.count == 0)
  }
}
