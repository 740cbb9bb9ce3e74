package io.bauta.app.play;

import io.bauta.simulator.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What goes wrong between the carrier and the server while a call is played. */
enum Mishap {
  /** Every webhook comes twice. */
  DUPLICATES("duplicates"),
  /** Every webhook comes three times at the same moment. */
  CONCURRENT("concurrent"),
  /** Something is told before what came before it. */
  REORDERING("reordering"),
  /** Every webhook is late. */
  DELAYS("delays"),
  /** The first reply to each webhook gets lost, and it is sent again. */
  LOST_REPLIES("lost-replies"),
  /** The first try of each webhook is answered 503 on the way, and it is sent again. */
  SERVER_ERRORS("5xx");

  private static final int AT_THE_SAME_MOMENT = 3;

  /** How late a webhook, or the taking of a command, is. */
  static final Duration DELAY = Duration.ofMillis(300);

  private final String word;

  Mishap(String word) {
    this.word = word;
  }

  /** As it is written on the command line. */
  String word() {
    return word;
  }

  /** {@code faults} and this one; in which way things are told out of order the carrier says. */
  Faults in(Faults faults, CarrierOptions carrier) {
    return switch (this) {
      case DUPLICATES -> faults.deliveringTwice(Faults.EVERY_EVENT);
      case CONCURRENT -> faults.deliveringConcurrently(Faults.EVERY_EVENT, AT_THE_SAME_MOMENT);
      case REORDERING -> carrier.reordering().map(order -> order.apply(faults)).orElse(faults);
      case DELAYS -> faults.delaying(Faults.EVERY_EVENT, DELAY);
      case LOST_REPLIES -> faults.losingReplies(Faults.EVERY_EVENT, 1);
      case SERVER_ERRORS -> faults.turningAway(Faults.EVERY_EVENT, 1);
    };
  }

  /** Reads one as it is written. */
  static final class Converter implements ITypeConverter<Mishap> {
    @Override
    public Mishap convert(String text) {
      return Arrays.stream(values())
          .filter(mishap -> mishap.word.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + Arrays.stream(values())
                              .map(Mishap::word)
                              .collect(Collectors.joining(", "))));
    }
  }
}
