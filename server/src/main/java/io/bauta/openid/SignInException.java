package io.bauta.openid;

/**
 * Carries a failure out of the steps of a sign-in. Has no cause: its message could hold a token.
 */
final class SignInException extends Exception {
  private static final long serialVersionUID = 1L;

  private final SignInFailure why;

  SignInException(SignInFailure why) {
    super(why.words(), null, false, false);
    this.why = why;
  }

  SignInFailure why() {
    return why;
  }
}
