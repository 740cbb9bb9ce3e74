package io.bauta.app;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.HttpReply;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one conversation with a carrier's API on to its end: sends what each step asks for, and
 * gives the replies so far to the next.
 *
 * <p>A request that did not come through is repeated after a pause, if repeating it is harmless. A
 * change of which nobody knows whether it was made is not: the conversation begins again and looks
 * at what is there, so that nothing is made twice.
 *
 * @param <T> what the conversation is for
 */
final class ApiConversation<T> {

  /** Steps of one conversation: enough to attach a pool of ten thousand numbers. */
  static final int STEPS_MAX = 10_500;

  /** Tries of one request. */
  static final int TRIES_MAX = 4;

  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15));

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Logger LOG = LoggerFactory.getLogger(ApiConversation.class);

  private final ConfiguredAccount account;
  private final CommandSender carrier;
  private final StepWatcher watcher;
  private final Surroundings.Pause pause;
  private final boolean dry;

  private final List<HttpReply> replies = new ArrayList<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final ChangesMade changes = new ChangesMade();
  private int steps;
  private String fault = "";
  private @Nullable Send<T> last;

  /**
   * A conversation that has not begun.
   *
   * @param dry whether requests that change something are only shown
   */
  ApiConversation(
      ConfiguredAccount account,
      CommandSender carrier,
      StepWatcher watcher,
      Surroundings.Pause pause,
      boolean dry) {
    this.account = account;
    this.carrier = carrier;
    this.watcher = watcher;
    this.pause = pause;
    this.dry = dry;
  }

  /**
   * What came of it.
   *
   * @param next the step after the replies so far
   * @throws CommandException when it cannot be brought to an end; what was changed until then stays
   */
  T carryOn(Function<List<HttpReply>, ApiStep<T>> next) throws InterruptedException {
    while (true) {
      switch (stepAfterReplies(next)) {
        case Finished<T>(T result) -> {
          return result;
        }
        case Failed<T>(String why) -> throw new CommandException(why + hint(why));
        case Send<T> step -> take(step);
      }
    }
  }

  /** What was changed before the conversation began again, a line each: its result misses it. */
  List<String> changedBefore() {
    return changes.before();
  }

  /** A reply that is nothing like what was expected must not end in a stack trace, or print. */
  private ApiStep<T> stepAfterReplies(Function<List<HttpReply>, ApiStep<T>> next) {
    try {
      return next.apply(Collections.unmodifiableList(replies));
    } catch (RuntimeException unreadable) {
      LOG.debug("cause", unreadable);
      throw new CommandException(
          last == null
              ? "the account's settings are not what the API of %s needs%s"
                  .formatted(account.profile().name(), hint(""))
              : "the reply to '%s' could not be read: check %s, and run it with BAUTA_LOG_LEVEL=DEBUG"
                  .formatted(last.purpose(), account.key("api-base")));
    }
  }

  private void take(Send<T> step) throws InterruptedException {
    if (++steps > STEPS_MAX) {
      throw new CommandException(
          ("not at its end after %d steps. What was done stays done: run it again, and it goes on"
                  + " from there. If that does not help either, the API answers in circles: please"
                  + " report it")
              .formatted(STEPS_MAX));
    }
    last = step;
    if (dry && step.changes()) {
      watcher.shown(step);
      replies.add(step.assumed());
      return;
    }
    Optional<HttpReply> reply = send(step);
    if (reply.isPresent()) {
      watcher.answered(step, reply.get());
      replies.add(reply.get());
      changes.answered(step, reply.get());
    } else {
      replies.clear();
      changes.beginAgain(step);
    }
  }

  /** Empty when the conversation is to begin again. */
  private Optional<HttpReply> send(Send<T> step) throws InterruptedException {
    String request = step.purpose() + " " + step.request().url();
    while (true) {
      Optional<HttpReply> reply = reply(step);
      if (reply.filter(some -> !isBusy(some)).isPresent()) {
        failures.remove(request);
        return reply;
      }
      int tries = failures.merge(request, 1, Integer::sum);
      if (tries >= TRIES_MAX) {
        return Optional.of(reply.orElseThrow(this::noReply));
      }
      boolean doubtful = isDoubtful(step, reply);
      String how = reply.map(some -> "HTTP " + some.status()).orElse("no reply (" + fault + ")");
      watcher.waits(step, how, PAUSES.get(tries - 1), doubtful);
      pause.last(PAUSES.get(tries - 1));
      if (doubtful) {
        return Optional.empty();
      }
    }
  }

  /** Whether something may have been changed, and may not. */
  private static boolean isDoubtful(Send<?> step, Optional<HttpReply> reply) {
    return step.changes()
        && !step.request().method().equals("GET")
        && reply.filter(some -> some.status() == TOO_MANY_REQUESTS).isEmpty();
  }

  private static boolean isBusy(HttpReply reply) {
    return reply.status() == TOO_MANY_REQUESTS || reply.status() / 100 == 5;
  }

  /** Empty when there was none. */
  private Optional<HttpReply> reply(Send<T> step) throws InterruptedException {
    try {
      return Optional.of(carrier.send(step.request()));
    } catch (IOException none) {
      LOG.debug("cause", none);
      fault = none.getClass().getSimpleName();
      return Optional.empty();
    } catch (IllegalArgumentException notSendable) {
      // Neither cause nor message goes on: they repeat headers, and credentials are there.
      throw new CommandException(
          "'%s' cannot be sent: check that %s is a URL and that the credentials hold no line break"
              .formatted(step.purpose(), account.key("api-base")));
    }
  }

  private CommandException noReply() {
    return new CommandException(
        "no reply from the API of %s, tried %d times (%s): check the network, %s, and how %s is"
            .formatted(
                account.profile().name(),
                TRIES_MAX,
                fault,
                account.key("api-base"),
                account.profile().name()));
  }

  /** Which settings to look at, where {@code why} does not say so. */
  private String hint(String why) {
    Optional<String> hint =
        last == null
            ? account.missingCredentials(why)
            : Optional.of(last)
                .filter(step -> !replies.isEmpty() && isTurnedAway(replies.getLast()))
                .flatMap(step -> account.credentialsOf(step.request(), why));
    return hint.map(text -> " (" + text + ")").orElse("");
  }

  private static boolean isTurnedAway(HttpReply reply) {
    return reply.status() == 401 || reply.status() == 403;
  }
}
