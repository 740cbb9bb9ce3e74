package io.bauta.call;

/**
 * What a carrier calls one masked call, from end to end. Opaque, and unique within the account.
 *
 * @param text as sent, at most {@link #LENGTH_MAX} characters
 */
public record CarrierCallId(String text) {

  public static final int LENGTH_MAX = 128;

  public CarrierCallId {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "carrier call id of %d characters: expected 1 to %d"
              .formatted(text.length(), LENGTH_MAX));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
