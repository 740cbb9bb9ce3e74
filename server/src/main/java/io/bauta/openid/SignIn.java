package io.bauta.openid;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Instant;

/**
 * What is remembered of somebody who was sent to their provider, to know them by when they are
 * back.
 *
 * @param state comes back with them
 * @param nonce comes back in what the provider signs
 * @param verifier proves to the provider that who asks for the token is who sent them
 * @param begun when they were sent
 */
public record SignIn(String state, String nonce, String verifier, Instant begun) {

  /** 256 bits each. */
  private static final int RANDOM_BYTES = 32;

  /** With new random values. */
  public static SignIn begin(Instant now) {
    return new SignIn(
        new State(RANDOM_BYTES).getValue(),
        new Nonce(RANDOM_BYTES).getValue(),
        new CodeVerifier().getValue(),
        now);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "SignIn[" + begun + "]";
  }
}
