import EventKernel
import Quantities

/// Customers who come at random to a counter with some servers: the queues of theory.
struct QueueWorld: World {
  enum Event: Sendable { case arrival, departure }
  enum Service: Sendable { case exponential, fixed }

  let servers: Int
  let meanService: Double
  let meanGap: Double
  let service: Service
  let customers: Int

  private(set) var waits: [Double] = []
  /// The sum over time of the number of customers present, in customer-seconds.
  private(set) var presence = 0.0
  /// The sum of the times that customers spent, in customer-seconds.
  private(set) var sojourn = 0.0
  private var waiting: [SimTime] = []
  private var served = 0
  private var busy = 0
  private var arrived = 0
  private var lastChange = SimTime.zero
  private var gaps: RandomStream
  private var services: RandomStream

  init(
    servers: Int, load: Double, service: Service, customers: Int, seed: UInt64, scale: Double = 1
  ) {
    self.servers = servers
    self.service = service
    self.customers = customers
    meanService = scale
    meanGap = meanService / (load * Double(servers))
    gaps = RandomStream(seed: seed, purpose: .init("gaps"))
    services = RandomStream(seed: seed, purpose: .init("services"))
  }

  /// Runs the queue until the last customer has left.
  func run() -> (world: QueueWorld, end: SimTime) {
    var engine = Engine(world: self)
    engine.schedule(.arrival, at: .zero)
    engine.run()
    return (engine.world, engine.now)
  }

  mutating func handle(_ event: Event, in context: inout Context<Event>) {
    let present = Double(busy + waiting.count - served)
    presence += present * (context.now - lastChange).seconds
    lastChange = context.now
    switch event {
    case .arrival:
      arrived += 1
      waiting.append(context.now)
      if arrived < customers {
        context.schedule(.arrival, after: .seconds(gaps.exponential(mean: meanGap)))
      }
    case .departure:
      busy -= 1
    }
    guard busy < servers, served < waiting.count else { return }
    busy += 1
    let wait = (context.now - waiting[served]).seconds
    served += 1
    let duration =
      switch service {
      case .exponential: services.exponential(mean: meanService)
      case .fixed: meanService
      }
    waits.append(wait)
    sojourn += wait + duration
    context.schedule(.departure, after: .seconds(duration))
  }
}
