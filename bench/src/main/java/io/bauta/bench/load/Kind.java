package io.bauta.bench.load;

/** What is asked in a round. */
public enum Kind {
  CONSTANT("constant 200-byte reply to the same POST"),
  HEALTH("GET /health"),
  TUTORIAL("answer to From and To alone, path secret"),
  OPEN("answer, path secret, no signature"),
  SIGNED("answer, signature V3"),
  AS_CAPTURED("answer, headers and numbers as captured");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  boolean isAnswer() {
    return this != CONSTANT && this != HEALTH;
  }

  @Override
  public String toString() {
    return words;
  }
}
