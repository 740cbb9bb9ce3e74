package io.bauta.app.play;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a command makes for itself, and takes away again. */
final class TemporaryFiles {

  private TemporaryFiles() {}

  /** Deletes {@code directory} with all that is in it; what is gone already is fine. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException notDeleted) {
      throw new UncheckedIOException("%s could not be deleted".formatted(directory), notDeleted);
    }
  }
}
