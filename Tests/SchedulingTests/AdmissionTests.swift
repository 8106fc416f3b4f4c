import Scheduling
import Testing

@Suite struct AdmissionTests {
  @Test func `AReaL's gate lets the N-th group start at version (N - 1) / B - η`() {
    for batch in 1...5 {
      for staleness in 0...3 {
        for group in 1...60 {
          let first = max(0, (group - 1) / batch - staleness)
          func mayStart(at version: Int) -> Bool {
            Admission.arealGate(version: version, staleness: staleness, batch: batch) >= group
          }
          #expect(mayStart(at: first))
          #expect(first == 0 || !mayStart(at: first - 1))
        }
      }
    }
  }

  @Test func `AReaL's controller is its gate less what started, or what may run at a time`() {
    func capacity(_ most: Int, _ running: Int) -> Int {
      Admission.arealController(
        maxConcurrent: most, running: running, accepted: 20, version: 2, staleness: 1, batch: 8)
    }
    #expect(capacity(100, 4) == 8)
    #expect(capacity(6, 4) == 2)
    #expect(capacity(100, 30) == 0)
  }

  @Test(arguments: 0...4)
  func `verl's budget at new weights is AReaL's gate`(staleness: Int) {
    // Between two updates, what is neither learned from nor written yet is stale.
    for version in 0...3 {
      for stale in 0...40 {
        let budget = Admission.verlBudget(
          staleness: Double(staleness), perSync: 8, staleSamples: stale)
        let gate = Admission.arealGate(version: version, staleness: staleness, batch: 8)
        #expect(budget == max(0, gate - (version * 8 + stale)))
      }
    }
    #expect(Admission.verlBudget(staleness: 0.5, perSync: 8, staleSamples: 3) == 9)
  }

  @Test func `partial rollout and over-provisioning start a quarter more`() {
    #expect(Admission.partialRollout(batch: 512, share: 0.8) == 640)
    #expect(Admission.overProvisioned(512, factor: 1.25) == 640)
    #expect(Admission.overProvisioned(7, factor: 1) == 7)
  }
}
