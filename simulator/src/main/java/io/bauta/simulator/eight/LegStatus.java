package io.bauta.simulator.eight;

/** How a leg or a session ended, in 8x8's words. */
enum LegStatus {
  COMPLETED,
  NO_ANSWER,
  BUSY,
  CANCELED,
  FAILED,
  ERROR;

  String written(EightSettings settings) {
    boolean hasSpace = settings.has(EightVariant.NO_ANSWER_WITH_SPACE);
    boolean hasTwoL = settings.has(EightVariant.CANCELLED_WITH_TWO_L);
    return switch (this) {
      case NO_ANSWER -> hasSpace ? "NO ANSWER" : name();
      case CANCELED -> hasTwoL ? "CANCELLED" : name();
      case COMPLETED, BUSY, FAILED, ERROR -> name();
    };
  }
}
