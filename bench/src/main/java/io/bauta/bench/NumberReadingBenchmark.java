package io.bauta.bench;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading one telephone number, in each of the ways in which carriers write it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseCompactObjectHeaders"})
@State(Scope.Benchmark)
public class NumberReadingBenchmark {

  private static final int TEXTS = 1 << 12;

  /** How a number is written. */
  public enum Form {
    /** {@code +918888800001}. */
    PLUS,
    /** {@code 918888800001}. */
    FULL,
    /** {@code 08888800001}. */
    NATIONAL,
    /** {@code 8888800001}. */
    BARE;

    String write(PhoneNumber number) {
      String digits = Long.toString(number.digits());
      return switch (this) {
        case PLUS -> "+" + digits;
        case FULL -> digits;
        case NATIONAL -> "0" + digits.substring(2);
        case BARE -> digits.substring(2);
      };
    }
  }

  @Param public Form form = Form.PLUS;

  private final HomeRegion region = HomeRegion.of(Numbers.REGION);
  private final String[] texts = new String[TEXTS];
  private int next;

  @Setup
  public void write() {
    SplittableRandom random = new SplittableRandom(7);
    Arrays.setAll(texts, i -> form.write(Numbers.stranger(random.nextInt(1_000_000_000))));
  }

  @Benchmark
  public Optional<PhoneNumber> parse() {
    next = (next + 1) & (TEXTS - 1);
    return region.parse(texts[next]);
  }
}
