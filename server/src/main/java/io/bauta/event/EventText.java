package io.bauta.event;

/** Puts what happened into the form in which the platform is told. */
@FunctionalInterface
public interface EventText {

  /** What is told of it: people's numbers masked, and no secret in it. */
  String of(Happening happening);
}
