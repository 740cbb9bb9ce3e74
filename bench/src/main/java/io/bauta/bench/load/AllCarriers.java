package io.bauta.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All carriers ask one server at the same time, each at a constant rate of its own. */
final class AllCarriers implements AutoCloseable {

  /**
   * So many seconds of questions may be unanswered before one has to wait for a connection. All
   * together are fewer than the server lets one address have.
   */
  private static final int UNANSWERED_SECONDS = 2;

  /** What is asked. */
  enum Asked {
    VOBIZ("Vobiz, signature V3", 100),
    STRANGER("Vobiz, caller in no session", 25),
    EIGHT("8x8", 100),
    ALOHAA("Alohaa", 100),
    TELNYX("Telnyx, reply to its event", 25);

    private final String words;
    private final int perSecond;

    Asked(String words, int perSecond) {
      this.words = words;
      this.perSecond = perSecond;
    }

    /** For people. */
    String words() {
      return words;
    }
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Asked, Future<Load>> loads = new EnumMap<>(Asked.class);

  /**
   * Begins to ask.
   *
   * @param times gets the times of each
   * @param commands is told of each call of Telnyx
   */
  AllCarriers(
      Questions questions,
      SplittableRandom random,
      Duration length,
      Map<Asked, ? extends Times> times,
      FirstCommands commands) {
    times.forEach(
        (asked, taker) ->
            loads.put(
                asked,
                threads.submit(
                    () ->
                        Load.runAt(
                            new Pace(asked.perSecond, Duration.ZERO, length),
                            questions.server(),
                            asked.perSecond * UNANSWERED_SECONDS,
                            place -> requests(asked, questions, random, commands),
                            taker))));
  }

  private static RequestMaker requests(
      Asked asked, Questions questions, SplittableRandom random, FirstCommands commands) {
    SplittableRandom own;
    synchronized (random) {
      own = random.split();
    }
    return switch (asked) {
      case VOBIZ -> questions.of(Kind.SIGNED, own, 0);
      case STRANGER -> questions.ofStrangers(own, 0);
      case EIGHT -> questions.of(Kind.EIGHT, own, 0);
      case ALOHAA -> questions.of(Kind.ALOHAA, own, 0);
      case TELNYX -> questions.telnyx(own, 0, commands::asked);
    };
  }

  /** What came of each, when all are answered. */
  Map<Asked, Load> await() throws IOException, InterruptedException {
    Map<Asked, Load> done = new EnumMap<>(Asked.class);
    for (Map.Entry<Asked, Future<Load>> load : loads.entrySet()) {
      try {
        done.put(load.getKey(), load.getValue().get());
      } catch (ExecutionException failed) {
        throw new IOException(load.getKey().words() + " was not answered", failed.getCause());
      }
    }
    return done;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
