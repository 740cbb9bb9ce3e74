package io.bauta.store;

import io.bauta.call.CallStart;
import io.bauta.call.ToldFact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A fingerprint of what a carrier names a call by: the first half of SHA-256 over account and
 * carrier call id. What the beginning and the facts of a call have in common, in 16 bytes.
 */
record CallKey(long high, long low) {

  private static final byte SEPARATOR = 0;
  private static final MessageDigest SHA_256 = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static CallKey of(CallStart start) {
    return of(start.incoming().carrierAccount(), start.carrierCallId().text());
  }

  static CallKey of(ToldFact told) {
    return of(told.carrierAccount(), told.carrierCallId().text());
  }

  static CallKey of(String account, String carrierCallId) {
    try {
      // A clone is made without looking for a provider.
      MessageDigest digest = (MessageDigest) SHA_256.clone();
      digest.update(account.getBytes(StandardCharsets.UTF_8));
      digest.update(SEPARATOR);
      return of(digest.digest(carrierCallId.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own digests can be cloned", e);
    }
  }

  static CallKey of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new CallKey(buffer.getLong(), buffer.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
  }
}
