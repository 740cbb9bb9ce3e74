package io.bauta.openid;

/** What came of a step of a sign-in. */
public sealed interface SignInOutcome<T> {

  /** It is done. */
  record Done<T>(T value) implements SignInOutcome<T> {}

  /** It is not. */
  record Failed<T>(SignInFailure why) implements SignInOutcome<T> {}
}
