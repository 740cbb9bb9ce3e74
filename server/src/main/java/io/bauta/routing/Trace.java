package io.bauta.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * What the router looked at on its way to a decision.
 *
 * <p>A call is decided with {@link #NONE}, which keeps nothing; an explanation with a recording
 * one. Both go through the same code.
 */
public sealed interface Trace {

  /** Keeps nothing and costs nothing. */
  Trace NONE = new Silent();

  /**
   * One thing that was looked at.
   *
   * @param check what was asked, such as {@code caller_known}
   * @param passed whether the call could go on
   * @param detail in words, with real numbers redacted
   */
  record Step(String check, boolean passed, String detail) {}

  /** Notes a step; the detail is a format so that {@link #NONE} need not build it. */
  void step(String check, boolean passed, String detail, Object... args);

  /** A trace that puts its steps into words only when it is asked for them. */
  static Deferred deferred() {
    return new Deferred();
  }

  /** A trace that keeps its steps. */
  static Recorded recording() {
    return new Recorded(new ArrayList<>());
  }

  /** Keeps each step. Arguments print themselves, so a real number is redacted. */
  @SuppressWarnings("AnnotateFormatMethod") // The formats are in Router, and all are tested.
  record Recorded(List<Step> steps) implements Trace {
    @Override
    public void step(String check, boolean passed, String detail, Object... args) {
      steps.add(new Step(check, passed, detail.formatted(args)));
    }
  }

  /** Keeps what the words are made of: values that do not change. */
  final class Deferred implements Trace {

    private final List<Noted> noted = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Noted(String check, boolean passed, String detail, Object[] args) {}

    private Deferred() {}

    @Override
    public void step(String check, boolean passed, String detail, Object... args) {
      noted.add(new Noted(check, passed, detail, args));
    }

    /** The steps so far. */
    @SuppressWarnings("AnnotateFormatMethod") // As in Recorded.
    public List<Step> steps() {
      return noted.stream()
          .map(step -> new Step(step.check, step.passed, step.detail.formatted(step.args)))
          .toList();
    }
  }

  /** Keeps nothing. */
  final class Silent implements Trace {
    private Silent() {}

    @Override
    public void step(String check, boolean passed, String detail, Object... args) {
      // Nobody asked.
    }
  }
}
