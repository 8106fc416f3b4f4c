import EventKernel
import Quantities
import Testing

@Suite struct EngineTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a fork goes the way of the original`(seed: UInt64) {
    var original = ChaosWorld.engine(seed: seed)
    original.run(until: .seconds(100))
    let fork = original
    original.run(until: .seconds(200))
    var late = fork
    late.run(until: .seconds(200))
    #expect(late.world.trace == original.world.trace)
    #expect(late.processedCount == original.processedCount)
    #expect(late.nextEventTime == original.nextEventTime)
    #expect(fork.now == .seconds(100))
    #expect(fork.world.trace != original.world.trace)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `the size of the strides does not matter`(seed: UInt64) {
    var inOne = ChaosWorld.engine(seed: seed)
    var inMany = inOne
    var inSteps = inOne
    inOne.run(until: .seconds(50))
    var strides = RandomStream(seed: seed, purpose: .init("strides"))
    while inMany.now < .seconds(50) {
      inMany.run(until: min(.seconds(50), inMany.now + .seconds(strides.exponential(mean: 0.4))))
    }
    while let next = inSteps.nextEventTime, next <= .seconds(50) { inSteps.step() }
    #expect(inMany.world.trace == inOne.world.trace)
    #expect(inSteps.world.trace == inOne.world.trace)
    #expect(inSteps.processedCount == inOne.processedCount)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `an intervention between two events parts the futures`(seed: UInt64) {
    var original = ChaosWorld.engine(seed: seed)
    original.run(until: .seconds(20))
    var changed = original
    let pending = changed.intervene { _, context in
      context.schedule(.breed(number: .max), after: .zero)
      return context.pendingCount
    }
    #expect(pending == original.pendingCount + 1)
    #expect(changed.nextEventTime == .seconds(20))
    original.run(until: .seconds(21))
    changed.run(until: .seconds(21))
    #expect(changed.world.trace != original.world.trace)
  }

  @Test func `alarms set anew or cancelled do not ring`() {
    var engine = ChaosWorld.engine(seed: 5)
    engine.run(until: .seconds(1_000))
    #expect(engine.world.alarmsRung > 200)
    #expect(engine.world.alarmsStale > 200)
    var alarm = Alarm()
    let first = alarm.set()
    #expect(alarm.isCurrent(first))
    let second = alarm.set()
    #expect(!alarm.isCurrent(first))
    #expect(alarm.isCurrent(second))
    alarm.cancel()
    #expect(!alarm.isCurrent(second))
  }

  /// The same constants in debug and in release, on every processor.
  @Test(
    arguments: [
      (1, 4_817_664_192_816_967_576), (2, 17_034_417_425_545_582_220),
      (3, 2_444_654_216_600_554_665),
    ] as [(UInt64, UInt64)])
  func `a seed gives the same trace on every machine`(seed: UInt64, trace: UInt64) {
    var engine = ChaosWorld.engine(seed: seed)
    engine.run(until: .seconds(300))
    #expect(engine.world.trace == trace)
  }

  @Test func `the clock moves to where it is run, and waits where it is stopped`() {
    var engine = ChaosWorld.engine(seed: 1)
    engine.run(until: .seconds(0.25))
    #expect(engine.now == .seconds(0.25))
    engine.run(while: { $0.alarmsRung < 3 })
    #expect(engine.world.alarmsRung == 3)
    let next = engine.nextEventTime
    engine.step()
    #expect(engine.now == next)
    var still = Engine(world: ChaosWorld(seed: 0), startingAt: .seconds(3))
    #expect(still.nextEventTime == nil)
    let stepped = still.step()
    #expect(!stepped)
    still.run()
    #expect(still.now == .seconds(3))
    still.run(until: .seconds(4))
    #expect(still.now == .seconds(4))
  }

  @Test func `scheduling into the past is a programmer error that tells both times`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var engine = Engine(world: ChaosWorld(seed: 0), startingAt: SimTime(nanoseconds: 70))
      engine.schedule(.tick, at: SimTime(nanoseconds: 69))
      #expect(engine.pendingCount == 0)
    }
    #if DEBUG  // A release build traps without a word.
      let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(message.contains("cannot be scheduled at 69 ns: it is 70 ns already"))
    #else
      #expect(result != nil)
    #endif
  }

  @Test func `running into the past is a programmer error`() async {
    await #expect(processExitsWith: .failure) {
      var engine = Engine(world: ChaosWorld(seed: 0), startingAt: .seconds(2))
      engine.run(until: .seconds(1))
      #expect(engine.now == .seconds(1))
    }
  }
}
