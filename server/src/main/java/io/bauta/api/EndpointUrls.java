package io.bauta.api;

import java.util.Optional;

/** Judges where events may be sent. */
@FunctionalInterface
public interface EndpointUrls {

  /** What is wrong with {@code url}, with what was expected; empty when nothing is. */
  Optional<String> objection(String url);
}
