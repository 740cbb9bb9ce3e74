package io.bauta.app;

import io.bauta.carrier.Carrier.NumberCatalogue;
import io.bauta.carrier.Carrier.Provisionable;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.doctor.AccountExam;
import io.bauta.doctor.AccountExam.Registration;
import io.bauta.doctor.Finding;
import io.bauta.number.ProxyNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Asks a carrier how an account is registered there. Sends only what reads. */
final class AccountLook {

  /** How long one conversation may take, with what it tries again. */
  static final Duration CONVERSATION_MAX = Duration.ofSeconds(40);

  /** How long one reply may take. */
  static final Duration REPLY_WAIT_MAX = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ConfiguredAccount account;
  private final Optional<List<ProxyNumber>> numbers;
  private final Consumer<String> dates;
  private final Surroundings.Pause pause;
  private final Redaction redaction;

  /**
   * A look at {@code account}.
   *
   * @param numbers of its pools, on which calls are answered; empty where they could not be read
   * @param dates is told what each reply says the time is
   */
  AccountLook(
      ConfiguredAccount account,
      Optional<List<ProxyNumber>> numbers,
      Consumer<String> dates,
      Surroundings.Pause pause) {
    this.account = account;
    this.numbers = numbers;
    this.dates = dates;
    this.pause = pause;
    this.redaction = Redaction.of(account, numbers.orElse(List.of()));
  }

  Finding registration() throws InterruptedException {
    return AccountExam.registration(account.name(), registered());
  }

  private Registration registered() throws InterruptedException {
    if (!(account.carrier() instanceof Provisionable carrier)) {
      return new AccountExam.ByHand(account.profile().name());
    }
    if (account.account().publicUrl().isEmpty()) {
      return new AccountExam.NotAsked(
          "without a public URL nobody can say where the carrier should lead",
          "set server.public-url, or " + account.key("public-url"));
    }
    Asked<SetupReport> asked = new Asked<>();
    try {
      SetupReport report =
          asked.carryOn(
              conversation ->
                  conversation.carryOn(
                      replies ->
                          carrier.setUp(
                              account.account(),
                              new SetupPlan(numbers.orElse(List.of())),
                              replies)));
      // Who asks nothing of an API has only words for people.
      if (asked.sent() == 0) {
        return new AccountExam.ByHand(account.profile().name());
      }
      return new AccountExam.Said(
          redacted(report.changed()), redacted(report.todo()), numbers.map(List::size));
    } catch (CommandException failed) {
      String why = redaction.of(failed.getMessage());
      return asked.sent() == 0
          ? new AccountExam.NotAsked(why, "give the account the credentials of the carrier's API")
          : new AccountExam.NotSaid(why);
    }
  }

  private List<String> redacted(List<String> lines) {
    return lines.stream().map(redaction::of).toList();
  }

  /** Empty where the carrier does not tell. */
  Optional<Finding> numbers() throws InterruptedException {
    if (!(account.carrier() instanceof NumberCatalogue carrier)) {
      return Optional.empty();
    }
    String check = "numbers of " + account.name();
    if (numbers.isEmpty()) {
      return Optional.of(AccountExam.numbersUnknown(account.name()));
    }
    Asked<List<CarrierNumber>> asked = new Asked<>();
    try {
      List<CarrierNumber> listed =
          asked.carryOn(
              conversation ->
                  conversation.carryOn(replies -> carrier.numbers(account.account(), replies)));
      return Optional.of(AccountExam.numbers(account.name(), numbers.get(), listed));
    } catch (CommandException failed) {
      String why = redaction.of(failed.getMessage());
      String mend = "./bauta numbers --carrier-account %s shows more".formatted(account.name());
      return Optional.of(
          asked.sent() == 0
              ? Finding.skipped(check, why, "give the account the credentials of the carrier's API")
              : Finding.failed(check, why, mend));
    }
  }

  /** One conversation, bounded in time, and how many requests it sent. */
  private final class Asked<T> {
    private final AtomicInteger sent = new AtomicInteger();

    /** Carries it on. */
    interface Carried<T> {
      T on(ApiConversation<T> conversation) throws InterruptedException;
    }

    int sent() {
      return sent.get();
    }

    T carryOn(Carried<T> carried) throws InterruptedException {
      return Within.time(
              CONVERSATION_MAX,
              () -> {
                try (CarrierHttp http = new CarrierHttp(REPLY_WAIT_MAX, dates)) {
                  return carried.on(
                      new ApiConversation<>(
                          account,
                          request -> {
                            sent.incrementAndGet();
                            return http.send(request);
                          },
                          (step, how, length, fromTheBeginning) -> {},
                          length -> pause.last(length.compareTo(PAUSE) < 0 ? length : PAUSE),
                          true));
                }
              })
          .orElseThrow(
              () ->
                  new CommandException(
                      "the API of %s was not done within %d s"
                          .formatted(account.profile().name(), CONVERSATION_MAX.toSeconds())));
    }
  }
}
