package io.bauta.person;

/** What an erasure waits for. */
public enum WaitsFor {
  /** Calls of the person that go on: they are not torn. */
  CALLS,
  /** Recordings to be deleted, here or at the carrier. */
  RECORDINGS,
  /** Numbers that were lent to the person and must not be lent to them again yet. */
  COOL_OFF
}
