/// Things sorted by a key, both in the order they first came.
///
/// Never asked in an order that depends on hashing.
struct Layer<Key: Hashable, Thing> {
  /// The keys with their things.
  private(set) var groups: [(key: Key, things: [Thing])] = []

  private var places: [Key: Int] = [:]

  /// Adds a thing.
  mutating func add(_ thing: Thing, _ key: Key) {
    merge(thing, key) { _ in false }
  }

  /// Adds a thing unless the last one of its key takes it in.
  mutating func merge(_ thing: Thing, _ key: Key, into last: (inout Thing) -> Bool) {
    guard let place = places[key] else {
      places[key] = groups.count
      groups.append((key, [thing]))
      return
    }
    let end = groups[place].things.count - 1
    if last(&groups[place].things[end]) { return }
    groups[place].things.append(thing)
  }
}
