package io.bauta.access;

import java.util.Optional;

/**
 * What a request brings to be let in with.
 *
 * @param authorization the header of that name; where it is there, nothing else counts
 * @param login what the browser keeps of a login, and sends by itself
 * @param isOwn whether the request was made by a page of ours, or changes nothing: a browser sends
 *     what it keeps also with what other pages make it ask
 */
public record Credentials(Optional<String> authorization, Optional<String> login, boolean isOwn) {

  /** Of somebody who is no browser. */
  public static Credentials of(Optional<String> authorization) {
    return new Credentials(authorization, Optional.empty(), false);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "Credentials[…]";
  }
}
