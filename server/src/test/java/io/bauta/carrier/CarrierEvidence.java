package io.bauta.carrier;

import io.bauta.carrier.VectorCase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a carrier's translator is founded on: its vectors, by where they are from.
 *
 * @param absent mandatory cases that the carrier cannot have, each with the reason
 */
record CarrierEvidence(Map<Kind, Integer> cases, Map<String, String> absent) {

  static CarrierEvidence of(Path folder) {
    Map<Kind, Integer> cases = new EnumMap<>(Kind.class);
    for (Path one : foldersIn(folder)) {
      cases.merge(read(one).source().kind(), 1, Integer::sum);
    }
    return new CarrierEvidence(cases, absent(folder.resolve("absent.json")));
  }

  int count(Kind kind) {
    return cases.getOrDefault(kind, 0);
  }

  private static VectorCase read(Path folder) {
    try {
      return VectorCase.read(folder);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> absent(Path file) {
    Map<String, String> absent = new TreeMap<>();
    if (Files.exists(file)) {
      VectorCase.JSON
          .readTree(file.toFile())
          .forEachEntry((name, why) -> absent.put(name, why.asString("")));
    }
    return absent;
  }

  private static List<Path> foldersIn(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException missing) {
      throw new UncheckedIOException("no vectors in " + folder.toAbsolutePath(), missing);
    }
  }
}
