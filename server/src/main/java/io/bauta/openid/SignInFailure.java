package io.bauta.openid;

/** Why it is not known who somebody is. The words are for the log: they hold nothing that came. */
public enum SignInFailure {
  PROVIDER_AWAY(Whose.PROVIDERS, "the provider cannot be reached, or is too slow"),
  PROVIDER_REFUSES_US(
      Whose.PROVIDERS,
      "the provider refused the code: are oidc.client-id and oidc.client-secret right, and is the"
          + " redirect URI registered?"),
  PROVIDER_ANSWERS_WRONGLY(Whose.PROVIDERS, "the provider's answer is not what was expected"),
  WRONG_METADATA(
      Whose.PROVIDERS,
      "what the provider says of itself is not of this issuer: oidc.issuer must be written as"
          + " there, to the letter"),
  FOREIGN_HOST(
      Whose.PROVIDERS,
      "the provider names a URL of another host, or one without https: allow it by"
          + " oidc.allowed-hosts"),
  REFUSED(Whose.PERSONS, "the provider refused, or the person did"),
  NO_ANSWER(Whose.PERSONS, "what came back is no answer of a provider"),
  WRONG_STATE(Whose.PERSONS, "the answer is not to what was asked"),
  OTHER_PROVIDER(Whose.PROVIDERS, "the answer names another issuer, or none where it should"),
  NO_ID_TOKEN(Whose.PROVIDERS, "the provider sent no signed ID token"),
  WRONG_ALGORITHM(
      Whose.PROVIDERS, "the ID token is signed by none of RS256, PS256, ES256 and EdDSA"),
  UNKNOWN_KEY(Whose.PROVIDERS, "the ID token is signed by a key that the provider does not list"),
  WRONG_SIGNATURE(Whose.PROVIDERS, "the signature of the ID token is wrong"),
  WRONG_TIMES(
      Whose.PROVIDERS,
      "the ID token has expired, is not of now, or has no times: are both clocks right?"),
  WRONG_ISSUER(Whose.PROVIDERS, "the ID token is of another issuer"),
  WRONG_AUDIENCE(Whose.PROVIDERS, "the ID token is for somebody else than oidc.client-id"),
  WRONG_NONCE(Whose.PROVIDERS, "the ID token is not of this login"),
  WRONG_SUBJECT(Whose.PROVIDERS, "the ID token does not say whom it is of");

  private final Whose whose;
  private final String words;

  /** Who can do something about it. */
  private enum Whose {
    PERSONS,
    PROVIDERS
  }

  SignInFailure(Whose whose, String words) {
    this.whose = whose;
    this.words = words;
  }

  /** For the log. */
  public String words() {
    return words;
  }

  /** Whether who runs the server or the provider has to mend it; else another try may help. */
  public boolean isProviders() {
    return whose == Whose.PROVIDERS;
  }
}
