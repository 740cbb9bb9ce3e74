package io.bauta.recording;

/** Why the media of a recording was deleted. */
public enum DeletionReason {
  /** Somebody asked for it through the API. */
  REQUESTED,
  /** It was kept for as long as the configuration says. */
  RETENTION,
  /** Somebody who is heard in it was erased. */
  ERASURE
}
