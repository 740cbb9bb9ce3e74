package io.bauta.simulator.telnyx;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One leg: its identifiers, how it stands, and what Telnyx remembers of its commands.
 *
 * <p>The play of the call and the requests that come for it use it at the same time, so every
 * change is made under its own lock.
 */
final class TelnyxLeg {

  /** The two sides of a masked call. */
  enum Side {
    /** Between the caller and Telnyx. */
    CALLER("incoming"),
    /** Between Telnyx and the destination. */
    DESTINATION("outgoing");

    private final String direction;

    Side(String direction) {
      this.direction = direction;
    }

    String direction() {
      return direction;
    }
  }

  private final Side side;
  private final String callControlId;
  private final String legId;
  private final String from;
  private final String to;
  private final Instant startedAt;
  private final Set<String> commandIds = new HashSet<>();
  private @Nullable String clientState;
  private @Nullable Instant answeredAt;
  private @Nullable Instant endedAt;
  private boolean closing;
  private boolean taken;
  private int announcements;

  TelnyxLeg(Side side, TelnyxIds ids, String from, String to, Instant startedAt) {
    this.side = side;
    this.callControlId = ids.callControlId();
    this.legId = ids.uuid();
    this.from = from;
    this.to = to;
    this.startedAt = startedAt;
  }

  Side side() {
    return side;
  }

  String callControlId() {
    return callControlId;
  }

  String legId() {
    return legId;
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  Instant startedAt() {
    return startedAt;
  }

  synchronized Optional<String> clientState() {
    return Optional.ofNullable(clientState);
  }

  synchronized void clientState(Optional<String> newState) {
    newState.ifPresent(state -> clientState = state);
  }

  synchronized boolean isAnswered() {
    return answeredAt != null;
  }

  synchronized Optional<Instant> answeredAt() {
    return Optional.ofNullable(answeredAt);
  }

  synchronized void answer(Instant at) {
    if (answeredAt == null) {
      answeredAt = at;
    }
  }

  /** Whether the play has ended it. */
  synchronized boolean isOver() {
    return endedAt != null;
  }

  synchronized Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  synchronized void end(Instant at) {
    closing = true;
    if (endedAt == null) {
      endedAt = at;
    }
  }

  /** Whether Telnyx takes commands for it: it is neither over nor about to be. */
  synchronized boolean isAlive() {
    return !closing;
  }

  /** A command to end it was taken. */
  synchronized void close() {
    closing = true;
  }

  /** Whether it is being transferred, or talks. */
  synchronized boolean isTaken() {
    return taken;
  }

  synchronized void taken(boolean isTaken) {
    taken = isTaken;
  }

  synchronized boolean isAnnouncing() {
    return announcements > 0;
  }

  /** An announcement was ordered. */
  synchronized void announces() {
    announcements++;
  }

  /** An announcement is over. */
  synchronized void announced() {
    announcements--;
  }

  synchronized boolean knows(String commandId) {
    return commandIds.contains(commandId);
  }

  synchronized void remember(String commandId) {
    commandIds.add(commandId);
  }

  @Override
  public String toString() {
    return "TelnyxLeg[" + side + "]";
  }
}
