package io.bauta.simulator.vobiz;

import io.bauta.simulator.CallClock;
import io.bauta.simulator.CallStory;
import io.bauta.simulator.Dialing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The leg between caller and carrier: who, since when, and whether it was answered. */
final class CallerLeg {

  private final String callUuid;
  private final CallStory story;
  private final Instant startedAt;
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();

  CallerLeg(String callUuid, CallStory story) {
    this.callUuid = callUuid;
    this.story = story;
    this.startedAt = story.dialing().clock().now();
  }

  /** From now on the caller pays; does nothing when it was answered before. */
  void answer() {
    if (answeredAt.isEmpty()) {
      answeredAt = Optional.of(clock().now());
    }
  }

  void end() {
    endedAt = Optional.of(clock().now());
  }

  boolean isAnswered() {
    return answeredAt.isPresent();
  }

  boolean isOver() {
    return endedAt.isPresent();
  }

  /** Ringing, in progress or completed, in Vobiz's words. */
  String callStatus() {
    if (isOver()) {
      return "completed";
    }
    return isAnswered() ? "in-progress" : "ringing";
  }

  String callUuid() {
    return callUuid;
  }

  CallStory story() {
    return story;
  }

  Dialing dialing() {
    return story.dialing();
  }

  CallClock clock() {
    return story.dialing().clock();
  }

  Instant startedAt() {
    return startedAt;
  }

  Optional<Instant> answeredAt() {
    return answeredAt;
  }

  /** Ringing and talking together, until now or the end. */
  Duration duration() {
    return Duration.between(startedAt, endedAt.orElseGet(() -> clock().now()));
  }

  /** The time that is paid for, before rounding. */
  Duration paid() {
    return answeredAt
        .map(answer -> Duration.between(answer, endedAt.orElseGet(() -> clock().now())))
        .orElse(Duration.ZERO);
  }
}
