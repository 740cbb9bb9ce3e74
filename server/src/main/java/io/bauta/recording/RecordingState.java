package io.bauta.recording;

/** How far a recording has come. */
public enum RecordingState {
  /** The carrier has it; it will be fetched, for the first time or again. */
  WAITING,
  /** It is being fetched now. */
  FETCHING,
  /** A verified copy is here. */
  STORED,
  /** It was not fetched and will not be; {@link Recording#failure} says why. */
  FAILED,
  /** Its media is gone for good; {@link Recording#deletion} says why. */
  DELETED
}
