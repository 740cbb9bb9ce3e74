package io.bauta.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables that are ours by name. One that means nothing is a mistake. */
final class Variables {

  static final String PREFIX = "BAUTA_";

  /** Not of the configuration: read by the log, by the command line, and by the launcher. */
  private static final List<String> OTHERS =
      List.of(Main.LOG_LEVEL, "BAUTA_JAVA_OPTS", ApiClient.CA_FILE);

  /**
   * What Kubernetes and Docker set in every container beside a service of which the name begins
   * with {@code bauta}.
   */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "BAUTA_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)"
              + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern ADDRESS_OF_A_SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

  private Variables() {}

  /**
   * Stops at the first variable that nobody would read.
   *
   * @param known those that are configuration keys or stand in the file
   */
  static void requireKnown(Map<String, String> environment, Collection<String> known) {
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .filter(name -> !known.contains(name) && !OTHERS.contains(name))
        .filter(name -> !isOfAService(name, environment.getOrDefault(name, "")))
        .min(Comparator.naturalOrder())
        .ifPresent(
            name -> {
              throw unknown(name, known);
            });
  }

  private static boolean isOfAService(String name, String value) {
    return OF_A_SERVICE.matcher(name).matches()
        || (name.endsWith("_PORT") && ADDRESS_OF_A_SERVICE.matcher(value).matches());
  }

  private static ConfigException unknown(String name, Collection<String> known) {
    String nearest =
        Stream.concat(known.stream(), OTHERS.stream())
            .min(
                Comparator.<String>comparingInt(other -> distance(name, other))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    return new ConfigException(
        ("%s: unknown variable; the nearest known one is %s"
                + " (an account's are known when it is in the file)")
            .formatted(name, nearest));
  }

  /** How many letters must be added and taken away to make one of the other. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        row[j] =
            one.charAt(i - 1) == other.charAt(j - 1)
                ? before[j - 1]
                : 1 + Math.min(before[j], row[j - 1]);
      }
      before = row;
    }
    return before[other.length()];
  }
}
