package io.bauta.app.play;

import io.bauta.simulator.Phone;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the person does who is called. */
enum Outcome {
  ANSWERED,
  BUSY,
  NO_ANSWER,
  REJECTED,
  CANCELLED;

  private static final Duration RINGS = Duration.ofSeconds(4);

  /** Makes the two telephones behave so. */
  void play(Phone called, Phone caller) {
    switch (this) {
      case ANSWERED -> called.answersAfter(RINGS);
      case BUSY -> called.isBusy();
      case NO_ANSWER -> called.doesNotAnswer();
      case REJECTED -> called.rejects();
      case CANCELLED -> {
        called.doesNotAnswer();
        caller.hangsUpWhileRinging(RINGS);
      }
    }
  }

  /** Reads the words with a hyphen. */
  static final class Converter implements ITypeConverter<Outcome> {
    @Override
    public Outcome convert(String text) {
      for (Outcome outcome : values()) {
        if (outcome.name().equalsIgnoreCase(text.replace('-', '_'))) {
          return outcome;
        }
      }
      throw new TypeConversionException(
          "expected answered, busy, no-answer, rejected or cancelled");
    }
  }
}
