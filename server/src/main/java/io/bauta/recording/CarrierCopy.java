package io.bauta.recording;

/** What becomes of the carrier's own copy. */
public enum CarrierCopy {
  /** It stays there: nothing was said about it, or it cannot be deleted through an API. */
  KEPT,
  /** It is to be deleted there. */
  DUE,
  /** The carrier says that it is gone. */
  DELETED,
  /** It was to be deleted, and the carrier did not do it for so long that nobody asks any more. */
  GIVEN_UP
}
