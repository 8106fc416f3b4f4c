/// The events of one class at one instant, first in, first out.
struct Lane<Event: Sendable>: Sendable {
  private var events: [Event] = []
  private var head = 0

  var isEmpty: Bool { events.isEmpty }

  mutating func append(_ event: Event) { events.append(event) }

  /// Takes out the first event.
  ///
  /// - Complexity: O(1) amortised; the places are given back when the lane is empty.
  mutating func removeFirst() -> Event {
    let event = events[head]
    head += 1
    if head == events.count {
      events.removeAll(keepingCapacity: true)
      head = 0
    }
    return event
  }
}
