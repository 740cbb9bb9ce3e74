package io.bauta.outbox;

import java.time.Duration;
import java.util.List;

/**
 * How hard a command is tried.
 *
 * @param atOnce the pauses before each of the first tries, while somebody hears silence
 * @param later how long it then rests between two tries
 * @param usefulFor how long after it was owed it is still sent; a carrier remembers a command's id
 *     for a minute only, and later would take a repetition for a new command
 * @param netUsefulFor the same for a command that waited: it changes nothing where it came before
 */
public record SendingPace(
    List<Duration> atOnce, Duration later, Duration usefulFor, Duration netUsefulFor) {

  public static final SendingPace USUAL =
      new SendingPace(
          List.of(
              Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(1)),
          Duration.ofSeconds(3),
          Duration.ofSeconds(50),
          Duration.ofMinutes(10));

  public SendingPace {
    atOnce = List.copyOf(atOnce);
  }
}
