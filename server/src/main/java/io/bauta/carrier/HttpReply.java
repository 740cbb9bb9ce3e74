package io.bauta.carrier;

import java.nio.charset.StandardCharsets;

/**
 * What a carrier gets back.
 *
 * @param contentType empty when there is no body
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes: passed on, never compared or kept.
public record HttpReply(int status, String contentType, byte[] body) {

  private static final byte[] NOTHING = {};

  /** 200 without a body. */
  public static HttpReply ok() {
    return new HttpReply(200, "", NOTHING);
  }

  /** A reply in UTF-8. */
  public static HttpReply text(int status, String contentType, String body) {
    return new HttpReply(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Redacted: the body holds the number to ring. */
  @Override
  public String toString() {
    return "HttpReply[" + status + " " + contentType + ", " + body.length + " bytes]";
  }
}
