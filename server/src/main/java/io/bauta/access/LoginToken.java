package io.bauta.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What opens a login: {@code bauta_login_} and 256 random bits. It says nothing of whose it is, and
 * is kept as its hash.
 */
public final class LoginToken {

  private static final String PREFIX = "bauta_login_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern SHAPE =
      Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private LoginToken(String text) {
    this.text = text;
  }

  /** A new one. */
  public static LoginToken make() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return new LoginToken(PREFIX + HexFormat.of().formatHex(random));
  }

  /** The token that {@code text} writes; empty when it cannot be one. */
  public static Optional<LoginToken> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new LoginToken(text)) : Optional.empty();
  }

  /** What is kept of it. */
  KeyHash hash() {
    return KeyHash.of(text);
  }

  /** The secret itself: for whoever it is made for, once. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "LoginToken[…]";
  }
}
