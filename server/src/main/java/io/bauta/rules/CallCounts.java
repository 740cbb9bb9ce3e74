package io.bauta.rules;

/** How many calls there were, and are, as {@link CallLimits} has them. */
public record CallCounts(
    int inSession, int byCallerInHour, int atOnceInSession, int atOnceInPool) {}
