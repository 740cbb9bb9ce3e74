package io.bauta.vault;

import com.google.crypto.tink.prf.Prf;
import io.bauta.number.PhoneNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * Makes tokens as they are at one {@link TokenStage}; whoever has it holds a turn of the {@link
 * KeyRing}, so that the stage stays.
 *
 * <p>A token is HMAC-SHA256 under the first key, cut to 16 bytes; that, under the next key; and so
 * on. So the token under one key more follows from the token, without the number: some numbers are
 * kept as tokens only. Who lacks one of the keys can make no token.
 */
public final class Tokens {

  /** How many bytes a token has. */
  public static final int BYTES = 16;

  private static final String TOKEN_OF_TEXT = "bauta token of text 1: ";

  private final List<Prf> keys;
  private final TokenStage stage;

  /** The last of {@code keys} is the one that rows are being given; at rest there is none. */
  Tokens(List<Prf> keys, TokenStage stage) {
    this.keys = List.copyOf(keys);
    this.stage = stage;
  }

  /**
   * What a row has.
   *
   * @param next while the row is to have two
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Written(byte[] token, Optional<byte[]> next) {}

  /** By what is looked for. */
  public byte[] wanted(PhoneNumber number) {
    return wanted(bytes(number));
  }

  /** The same of a text; no number has it. */
  public byte[] wantedOfText(String text) {
    return wanted(bytes(text));
  }

  /** What is written of a number. */
  public Written written(PhoneNumber number) {
    return written(bytes(number));
  }

  /** What is written of a text. */
  public Written writtenOfText(String text) {
    return written(bytes(text));
  }

  /** Whether that is looked for among next tokens. */
  public boolean areNext() {
    return stage == TokenStage.MOVING;
  }

  public TokenStage stage() {
    return stage;
  }

  private byte[] wanted(byte[] clear) {
    return token(clear, stage == TokenStage.FILLING ? keys.size() - 1 : keys.size());
  }

  private Written written(byte[] clear) {
    byte[] token = wanted(clear);
    return new Written(
        token,
        switch (stage) {
          case REST, CLEARING -> Optional.empty();
          case FILLING -> Optional.of(next(token));
          case MOVING -> Optional.of(token);
        });
  }

  /** The next token of a row whose token this is, while the row is to have one. */
  public byte[] next(byte[] token) {
    if (stage != TokenStage.FILLING && stage != TokenStage.MOVING) {
      throw new IllegalStateException("nothing has a next token at stage " + stage);
    }
    return compute(keys.getLast(), token);
  }

  private byte[] token(byte[] clear, int count) {
    byte[] token = clear;
    for (Prf key : keys.subList(0, count)) {
      token = compute(key, token);
    }
    return token;
  }

  private static byte[] compute(Prf key, byte[] bytes) {
    try {
      return key.compute(bytes, BYTES);
    } catch (GeneralSecurityException e) {
      throw new VaultException("The vault cannot make a token.", e);
    }
  }

  private static byte[] bytes(PhoneNumber number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number.digits()).array();
  }

  private static byte[] bytes(String text) {
    return (TOKEN_OF_TEXT + text).getBytes(StandardCharsets.UTF_8);
  }
}
