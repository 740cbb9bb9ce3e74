package io.bauta.session;

/** What came of changing a session. */
public sealed interface ChangeOutcome {

  /** Done, durable, and routed so from now on. */
  record Changed(MaskingSession session) implements ChangeOutcome {}

  /** There is no session with this id. */
  record Unknown() implements ChangeOutcome {}

  /** It is closed, and stays as it is. */
  record AlreadyClosed(MaskingSession session) implements ChangeOutcome {}

  /** The new end would be in the past; close it instead. */
  record EndsInThePast() implements ChangeOutcome {}
}
