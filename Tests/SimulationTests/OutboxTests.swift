import Quantities
import Telemetry
import Testing

@testable import Simulation

struct OutboxTests {
  private let load = DieLoad(utilisation: 1)

  @Test func `neighbours that turn to the same at once are told of together`() {
    var outbox = Outbox()
    outbox.add(.prefill, load, dies: 0..<4, at: .zero)
    outbox.add(.prefill, load, dies: 4..<8, at: .zero)
    #expect(outbox.events.map(\.kind) == [.activity(.prefill, load, dies: 0..<8)])
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
    #expect(outbox.events.count == 7)
    var told: [TelemetryEvent] = []
    outbox.deliver(to: &told)
    #expect(told.count == 7)
    outbox.add(.decode, DieLoad(), dies: 28..<32, at: .zero + .seconds(1))
    #expect(outbox.events.map(\.kind) == [.activity(.decode, DieLoad(), dies: 28..<32)])
  }
}
