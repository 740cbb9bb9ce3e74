package io.bauta.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a carrier tells about a call that it asked about before.
 *
 * <p>Each fact has a key that is the same when the carrier repeats it: one call holds a key once.
 */
public sealed interface CallFact {

  int KEY_LENGTH_MAX = 120;

  /** Tells this fact from the others of its call; the same for a repetition. */
  String key();

  /** The same fact under another key. */
  CallFact withKey(String newKey);

  /** When it happened, by the carrier's clock; empty when the carrier does not say. */
  Optional<Instant> at();

  /**
   * The destination is rung, or is about to be: the carrier has begun its leg.
   *
   * @param at when, by the carrier's clock; empty when it does not say
   */
  record Rung(String key, Optional<Instant> at) implements CallFact {

    @Override
    public Rung withKey(String newKey) {
      return new Rung(newKey, at);
    }
  }

  /**
   * The destination answered.
   *
   * @param at when, by the carrier's clock; empty when it does not say
   */
  record Answered(String key, Optional<Instant> at) implements CallFact {

    /** At a time that the carrier does not say. */
    public Answered(String key) {
      this(key, Optional.empty());
    }

    @Override
    public Answered withKey(String newKey) {
      return new Answered(newKey, at);
    }
  }

  /**
   * A leg ended; the call may go on.
   *
   * @param talkTime how long the two talked, where the carrier says
   * @param at when, by the carrier's clock; empty when it does not say
   */
  record LegEnded(
      String key, Leg leg, HangUp hangUp, Optional<Duration> talkTime, Optional<Instant> at)
      implements CallFact {

    /** At a time that the carrier does not say. */
    public LegEnded(String key, Leg leg, HangUp hangUp, Optional<Duration> talkTime) {
      this(key, leg, hangUp, talkTime, Optional.empty());
    }

    @Override
    public LegEnded withKey(String newKey) {
      return new LegEnded(newKey, leg, hangUp, talkTime, at);
    }
  }

  /**
   * The whole call ended.
   *
   * @param talkTime how long the two talked, where the carrier says
   * @param at when, by the carrier's clock; empty when it does not say
   */
  record CallEnded(String key, HangUp hangUp, Optional<Duration> talkTime, Optional<Instant> at)
      implements CallFact {

    /** At a time that the carrier does not say. */
    public CallEnded(String key, HangUp hangUp, Optional<Duration> talkTime) {
      this(key, hangUp, talkTime, Optional.empty());
    }

    @Override
    public CallEnded withKey(String newKey) {
      return new CallEnded(newKey, hangUp, talkTime, at);
    }
  }

  /**
   * A recording can be fetched.
   *
   * @param recordingId the carrier's id for it
   * @param url where it is, when the carrier has just said it; may hold real numbers with some
   *     carriers, so it prints as nothing, and the fact that is kept of a call is {@link
   *     #withoutUrl()}
   */
  record RecordingReady(
      String key, String recordingId, Optional<String> url, Optional<Duration> length)
      implements CallFact {

    @Override
    public RecordingReady withKey(String newKey) {
      return new RecordingReady(newKey, recordingId, url, length);
    }

    /** What is kept of it with the call: where it is stands with the recording, for a while. */
    public RecordingReady withoutUrl() {
      return new RecordingReady(key, recordingId, Optional.empty(), length);
    }

    /** Not said: a call needs to know that it is there, and not since when. */
    @Override
    public Optional<Instant> at() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "RecordingReady[" + recordingId + "]";
    }
  }

  /**
   * What the carrier charges for a leg, or for what it charges as one.
   *
   * @param leg which; empty when the carrier does not say
   * @param time how long, as it is charged: mostly rounded up
   * @param cost empty when the carrier does not say
   */
  record Billed(String key, Optional<Leg> leg, Optional<Duration> time, Optional<Cost> cost)
      implements CallFact {

    @Override
    public Billed withKey(String newKey) {
      return new Billed(newKey, leg, time, cost);
    }

    /** Not said: a bill is of no moment. */
    @Override
    public Optional<Instant> at() {
      return Optional.empty();
    }
  }

  /**
   * No carrier told how the call ended, and it cannot go on any more: ours alone, and there once.
   * The real end counts more, whenever it comes.
   */
  record EndNeverTold(String key) implements CallFact {

    /** No carrier's fact has this key. */
    private static final String KEY = "end-never-told";

    public EndNeverTold() {
      this(KEY);
    }

    @Override
    public EndNeverTold withKey(String newKey) {
      return new EndNeverTold(newKey);
    }

    /** Nobody knows. */
    @Override
    public Optional<Instant> at() {
      return Optional.empty();
    }
  }
}
