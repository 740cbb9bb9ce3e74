package io.bauta.fetch;

/** Faults as the log may have them. */
final class Faults {

  private Faults() {}

  /** What and where, without messages: those could hold an address, and that real numbers. */
  static String words(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    Throwable cause = fault.getCause();
    return fault.getClass().getSimpleName()
        + where
        + (cause == null ? "" : ", caused by " + cause.getClass().getSimpleName());
  }
}
