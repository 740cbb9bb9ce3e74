package io.bauta.bench.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from a question of Telnyx to the first command: what its caller waits for, as
 * the reply to the question says nothing.
 */
final class FirstCommands {

  private static final Pattern CALL = Pattern.compile("([0-9a-f]{8}-[0-9a-f-]{27})/actions/(\\w+)");
  private static final String ANSWER = "answer";

  private final Map<String, Long> askedAt = new ConcurrentHashMap<>();
  private final LongAdder wrong = new LongAdder();
  private volatile @Nullable Times times;

  /** From now on each time goes there. */
  void to(Times times) {
    this.times = times;
  }

  void asked(String call) {
    askedAt.put(call, System.nanoTime());
  }

  /** Those after the first, and repetitions of it, do not count. */
  void taken(String path) {
    long now = System.nanoTime();
    Matcher matcher = CALL.matcher(path);
    Long asked = matcher.find() ? askedAt.remove(matcher.group(1)) : null;
    Times current = times;
    if (asked != null && current != null) {
      current.took(asked, now - asked);
      if (!matcher.group(2).equals(ANSWER)) {
        wrong.increment();
      }
    }
  }

  /** Calls whose first command has not come. */
  int awaited() {
    return askedAt.size();
  }

  /** How many were other commands than they must have been, since this was asked last. */
  long takeWrong() {
    return wrong.sumThenReset();
  }
}
