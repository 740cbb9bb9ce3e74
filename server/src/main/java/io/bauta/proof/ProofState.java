package io.bauta.proof;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an account saw of proofs.
 *
 * @param since when this server started
 * @param marks each that was ever seen
 * @param forgedLastHour forged ones in the last hour, of this server's run
 */
public record ProofState(Instant since, Map<ProofMark, Seen> marks, long forgedLastHour) {

  /**
   * Of one mark.
   *
   * @param sinceStart how often this run of the server saw it
   * @param total how often it was ever seen
   */
  public record Seen(Instant lastAt, long sinceStart, long total) {}

  public ProofState {
    marks = Map.copyOf(marks);
  }

  public Optional<Seen> of(ProofMark mark) {
    return Optional.ofNullable(marks.get(mark));
  }

  /** The mark of the last forged one. */
  public Optional<ProofMark> lastForged() {
    return forged()
        .max(Comparator.comparing((Map.Entry<ProofMark, Seen> entry) -> entry.getValue().lastAt()))
        .map(Map.Entry::getKey);
  }

  /** All forged ones taken together. */
  public Optional<Seen> ofForged() {
    return forged()
        .map(Map.Entry::getValue)
        .reduce(
            (one, other) ->
                new Seen(
                    one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt(),
                    one.sinceStart() + other.sinceStart(),
                    one.total() + other.total()));
  }

  private Stream<Map.Entry<ProofMark, Seen>> forged() {
    return marks.entrySet().stream().filter(entry -> entry.getKey().isForged());
  }
}
