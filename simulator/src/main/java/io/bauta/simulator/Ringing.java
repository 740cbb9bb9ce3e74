package io.bauta.simulator;

import io.bauta.simulator.Rung.Ending;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rings telephones together and says how each ended; the first to be picked up wins.
 *
 * @param ringTimeout how long the carrier lets them ring
 * @param callerPatience after how long the caller hangs up, if still waiting
 */
public record Ringing(Duration ringTimeout, Optional<Duration> callerPatience) {

  /** Rings {@code phones}, which all show {@code screen}; results come in the order given. */
  public List<Rung> ring(List<Phone> phones, Screen screen) {
    List<Rung> alone = phones.stream().map(this::ringAlone).toList();
    Optional<Rung> winner =
        alone.stream()
            .filter(rung -> rung.ending() == Ending.ANSWERED)
            .min(Comparator.comparing(Rung::after));
    List<Rung> together =
        winner.map(first -> alone.stream().map(rung -> outrun(rung, first)).toList()).orElse(alone);
    for (Rung rung : together) {
      if (rung.ending().isAfterRinging()) {
        rung.phone().rangWith(screen);
      }
    }
    return together;
  }

  private Rung ringAlone(Phone phone) {
    Rung rung =
        switch (phone.behaviour()) {
          case PhoneBehaviour.Busy() -> new Rung(phone, Ending.BUSY, Duration.ZERO);
          case PhoneBehaviour.Unallocated() -> new Rung(phone, Ending.UNREACHABLE, Duration.ZERO);
          case PhoneBehaviour.Rejects(Duration after) -> new Rung(phone, Ending.REJECTED, after);
          case PhoneBehaviour.Answers(Duration after) -> new Rung(phone, Ending.ANSWERED, after);
          case PhoneBehaviour.DoesNotAnswer() -> new Rung(phone, Ending.UNANSWERED, ringTimeout);
        };
    if (rung.ending().isAfterRinging() && rung.after().compareTo(ringTimeout) >= 0) {
      rung = new Rung(phone, Ending.UNANSWERED, ringTimeout);
    }
    if (callerPatience.isPresent() && callerPatience.get().compareTo(rung.after()) < 0) {
      rung = new Rung(phone, Ending.CALLER_GAVE_UP, callerPatience.get());
    }
    return rung;
  }

  private static Rung outrun(Rung rung, Rung winner) {
    boolean stillRinging = !rung.equals(winner) && rung.after().compareTo(winner.after()) >= 0;
    return stillRinging ? new Rung(rung.phone(), Ending.LOST_RACE, winner.after()) : rung;
  }
}
