package io.bauta.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an event tells. */
public enum EventType {
  /** A session is open and can be called in. */
  SESSION_OPENED,
  /** An open session has another end. */
  SESSION_EXTENDED,
  /** A session will end by itself soon. */
  SESSION_EXPIRING,
  /** A session is over: closed, or by the clock. */
  SESSION_CLOSED,
  /** A session that was over is open again. */
  SESSION_REOPENED,
  /** A call is put through: the destination is rung. */
  CALL_STARTED,
  /** The two talk. */
  CALL_ANSWERED,
  /** A call is over that was not refused. */
  CALL_ENDED,
  /** A call was not put through. */
  CALL_REFUSED,
  /** A recording can be fetched from us. */
  RECORDING_READY,
  /** A number is lent and answered otherwise than before. */
  NUMBER_STATE_CHANGED,
  /** A pool comes to its end for somebody. */
  POOL_NEARLY_EXHAUSTED;

  private final String text = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");

  /** {@code call.ended}: as it is written outside. */
  public String text() {
    return text;
  }

  /** What {@code text} names, or empty when it names none. */
  public static Optional<EventType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }

  /** {@code call}: what it is about. */
  public String topic() {
    return text.substring(0, text.indexOf('.'));
  }
}
