import EventKernel
import Quantities

/// A world without meaning but full of accidents: events that breed, tie, and are called off.
struct ChaosWorld: World {
  enum Event: Hashable, Sendable {
    case breed(number: Int)
    case tick
    case alarm(Alarm.Stamp)
  }

  private(set) var trace: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var alarmsRung = 0
  private(set) var alarmsStale = 0
  private var alarm = Alarm()
  private var random: RandomStream
  private var born = 0
  private let population: Int

  init(seed: UInt64, population: Int = 200) {
    random = RandomStream(seed: seed, purpose: .init("chaos"))
    self.population = population
  }

  static func engine(seed: UInt64, population: Int = 200) -> Engine<ChaosWorld> {
    var engine = Engine(world: ChaosWorld(seed: seed, population: population))
    engine.schedule(.tick, at: .zero)
    for number in 0..<10 { engine.schedule(.breed(number: number), at: .seconds(Double(number))) }
    return engine
  }

  mutating func handle(_ event: Event, in context: inout Context<Event>) {
    record(UInt64(bitPattern: context.now.nanoseconds))
    switch event {
    case .breed(let number):
      record(UInt64(number))
      let children = context.pendingCount < population ? random.integer(below: 4) : 0
      for _ in 0..<children { schedule(.breed(number: born), in: &context) }
    case .tick:
      record(1 << 62)
      context.schedule(.tick, after: .seconds(1), class: EventClass(rawValue: 0))
      if random.chance(0.7) {
        let delay = SimDuration.seconds(random.exponential(mean: 1.2))
        context.schedule(.alarm(alarm.set()), after: delay)
      }
      if random.chance(0.1) { alarm.cancel() }
      if context.pendingCount < 20 { schedule(.breed(number: born), in: &context) }
    case .alarm(let stamp):
      let rings = alarm.isCurrent(stamp)
      record(rings ? 3 << 62 : 1 << 63)
      if rings { alarmsRung += 1 } else { alarmsStale += 1 }
    }
  }

  /// Schedules a birth now, at a round instant, or at an odd one.
  private mutating func schedule(_ event: Event, in context: inout Context<Event>) {
    born += 1
    let eventClass = EventClass(rawValue: UInt8(random.integer(below: 4)))
    let delay: SimDuration =
      switch random.integer(below: 3) {
      case 0: .zero
      case 1: .seconds(Double(random.integer(below: 5)))
      default: .seconds(random.logNormal(logMean: 0, logDeviation: 2))
      }
    context.schedule(event, after: delay, class: eventClass)
  }

  private mutating func record(_ word: UInt64) {
    trace = (trace ^ word) &* 0x0000_0100_0000_01B3
    trace ^= trace >> 32
  }
}
