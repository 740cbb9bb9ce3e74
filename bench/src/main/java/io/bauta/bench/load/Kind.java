package io.bauta.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** What is asked in a round. */
public enum Kind {
  CONSTANT("constant 200-byte reply to the same POST", LoadServer.OPEN_ACCOUNT),
  HEALTH("GET /health", LoadServer.OPEN_ACCOUNT),
  TUTORIAL("Vobiz, From and To alone, path secret", LoadServer.OPEN_ACCOUNT),
  OPEN("Vobiz, path secret, no signature", LoadServer.OPEN_ACCOUNT),
  SIGNED("Vobiz, signature V3", LoadServer.SIGNED_ACCOUNT),
  AS_CAPTURED("Vobiz, headers and numbers as captured", LoadServer.SIGNED_ACCOUNT),
  EIGHT("8x8, its header", LoadServer.EIGHT_ACCOUNT),
  ALOHAA("Alohaa, its header", LoadServer.ALOHAA_ACCOUNT),
  TELNYX("Telnyx, signature of the body", LoadServer.TELNYX_ACCOUNT);

  private static final int SIGNATURES_PER_SECOND = 2_000;
  private static final int TELNYX_PER_SECOND = 30_000;

  private final String words;
  private final String account;

  Kind(String words, String account) {
    this.words = words;
    this.account = account;
  }

  /** What it is to reach of the constant reply with calls in memory alone, if anything. */
  OptionalDouble inMemory() {
    return switch (this) {
      case SIGNED -> OptionalDouble.of(0.85);
      case EIGHT, ALOHAA -> OptionalDouble.of(0.8);
      case CONSTANT, HEALTH, TUTORIAL, OPEN, AS_CAPTURED, TELNYX -> OptionalDouble.empty();
    };
  }

  /** The same with calls recorded durably. */
  OptionalDouble durable() {
    return switch (this) {
      case SIGNED -> OptionalDouble.of(0.55);
      case EIGHT, ALOHAA -> OptionalDouble.of(0.5);
      case TELNYX -> OptionalDouble.of(0.2);
      case CONSTANT, HEALTH, TUTORIAL, OPEN, AS_CAPTURED -> OptionalDouble.empty();
    };
  }

  /** Of which carrier account those are who call. */
  String account() {
    return account;
  }

  boolean isAnswer() {
    return this != CONSTANT && this != HEALTH;
  }

  /** Those of a real carrier, with its proof: one of each. */
  public static List<Kind> ofCarriers() {
    return List.of(SIGNED, EIGHT, ALOHAA, TELNYX);
  }

  /**
   * How many requests each connection should have ready before it asks for so long, as fast as it
   * goes; only where a signature covers the body does making one take long.
   */
  int stock(Duration length, int connections) {
    int perSecond = this == TELNYX ? TELNYX_PER_SECOND / connections : SIGNATURES_PER_SECOND;
    return (int) Math.ceil(perSecond * Load.seconds(length));
  }

  /** For people. */
  String words() {
    return words;
  }
}
