package io.bauta.rules;

/** One of the {@link CallLimits}. */
public enum CallLimit {
  IN_SESSION,
  BY_CALLER_IN_HOUR,
  AT_ONCE_IN_SESSION,
  AT_ONCE_IN_POOL
}
