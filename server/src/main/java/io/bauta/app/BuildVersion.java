package io.bauta.app;

import java.util.Optional;

/** Which version of Bauta this is. */
final class BuildVersion {

  private BuildVersion() {}

  /** As the build wrote it into the jar. */
  static String number() {
    return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
