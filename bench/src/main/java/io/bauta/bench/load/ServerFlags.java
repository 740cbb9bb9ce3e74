package io.bauta.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./bauta} tells the JVM of a server, but for the cache of classes, which is of the
 * start. A server that is measured without the launcher has the same.
 */
public final class ServerFlags {

  private static final int YOUNG_MIB_PER_PROCESSOR = 48;
  private static final int YOUNG_MIB_LEAST = 96;

  /** The launcher's, as a test of it compares them. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseCompactObjectHeaders",
          "-Xms128m",
          "-XX:G1HeapRegionSize=1m",
          "-XX:GCTimeRatio=1",
          "-XX:MinHeapFreeRatio=30",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:-G1UseAdaptiveIHOP",
          "-XX:InitiatingHeapOccupancyPercent=78",
          "-XX:G1PeriodicGCInterval=300000",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:G1ExpandByPercentOfAvailable=0",
          "-XX:TrimNativeHeapInterval=20000",
          "-XX:+UseTransparentHugePages",
          "-Xlog:pagesize=off",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  private ServerFlags() {}

  /** They, and {@code more} after them, which win. */
  public static List<String> with(List<String> more) {
    List<String> flags = new ArrayList<>(FLAGS);
    int processors = Runtime.getRuntime().availableProcessors();
    int young = Math.max(processors * YOUNG_MIB_PER_PROCESSOR, YOUNG_MIB_LEAST);
    flags.add("-XX:MaxNewSize=%dm".formatted(young));
    flags.addAll(more);
    return List.copyOf(flags);
  }
}
