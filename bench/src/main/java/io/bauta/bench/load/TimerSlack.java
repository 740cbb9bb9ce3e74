package io.bauta.bench.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * How late Linux may wake a thread that sleeps: 50 µs, unless the thread asks for less. That would
 * be part of every time that is measured.
 *
 * <p>Source: the manual page prctl(2), {@code PR_SET_TIMERSLACK}.
 */
final class TimerSlack {

  private static final int PR_SET_TIMERSLACK = 29;
  private static final long LEAST_NANOS = 1;

  private TimerSlack() {}

  /** Asks for as little as there is, for this thread; does nothing on other systems. */
  static void least() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle prctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    try {
      int failed = (int) prctl.invokeExact(PR_SET_TIMERSLACK, LEAST_NANOS);
      if (failed != 0) {
        throw new IllegalStateException("the kernel refuses PR_SET_TIMERSLACK");
      }
    } catch (RuntimeException ours) {
      throw ours;
    } catch (Throwable never) {
      throw new IllegalStateException(never);
    }
  }
}
