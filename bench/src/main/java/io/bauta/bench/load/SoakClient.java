package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import io.bauta.bench.load.SoakCarriers.Account;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens sessions between people of its own, lets them call each other through the session's
 * carrier, and closes some. It waits for what the server acknowledges, also when that is killed.
 */
final class SoakClient implements Callable<Void> {

  private static final int PEOPLE = 200;
  private static final int KEPT = 30;
  private static final int CALLS_MAX = 3;
  private static final Duration TALK = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("\"id\":\"(ses_[^\"]+)\"");
  private static final Pattern DIALS = Pattern.compile("\"dials\":\"([^\"]+)\"");

  private final int firstPerson;
  private final SoakServer server;
  private final SoakCarriers carriers;
  private final SoakApi api;
  private final SoakLedger ledger;
  private final BooleanSupplier goesOn;
  private final SplittableRandom random;
  private final List<Session> own = new ArrayList<>();

  /** A session that is open, of people by their places. */
  private record Session(
      String id, Account account, int one, String oneDials, int other, String otherDials) {}

  SoakClient(
      int place,
      SoakServer server,
      SoakCarriers carriers,
      SoakApi api,
      SoakLedger ledger,
      BooleanSupplier goesOn) {
    this.firstPerson = place * PEOPLE;
    this.server = server;
    this.carriers = carriers;
    this.api = api;
    this.ledger = ledger;
    this.goesOn = goesOn;
    this.random = new SplittableRandom();
  }

  @Override
  public Void call() throws IOException, InterruptedException {
    while (goesOn.getAsBoolean()) {
      List<Account> accounts = carriers.accounts();
      open(accounts.get(random.nextInt(accounts.size())));
      for (int calls = random.nextInt(CALLS_MAX + 1); calls > 0 && !own.isEmpty(); calls--) {
        call(own.get(random.nextInt(own.size())));
      }
      if (own.size() > KEPT || (!own.isEmpty() && random.nextBoolean())) {
        close(own.remove(random.nextInt(own.size())));
      }
    }
    return null;
  }

  private void open(Account account) throws IOException, InterruptedException {
    int one = random.nextInt(PEOPLE);
    int other = (one + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
    SoakApi.Answer answer =
        api.post(
            "/v1/sessions",
            "{\"pool\":\"%s\",\"ttl_seconds\":86400,\"participants\":[%s,%s]}"
                .formatted(account.name(), participant(one), participant(other)),
            UUID.randomUUID().toString());
    Matcher id = ID.matcher(answer.body());
    Matcher dials = DIALS.matcher(answer.body());
    if (answer.status() / 100 != 2 || !id.find() || !dials.find()) {
      ledger.wrong("a session was not opened: status %d".formatted(answer.status()));
      return;
    }
    String oneDials = dials.group(1);
    String otherDials = dials.find() ? dials.group(1) : oneDials;
    ledger.opened(id.group(1));
    own.add(new Session(id.group(1), account, one, oneDials, other, otherDials));
  }

  private String participant(int place) {
    return "{\"real_number\":\"" + person(place) + "\"}";
  }

  private String person(int place) {
    return Numbers.person(firstPerson + place).e164();
  }

  private void close(Session session) throws IOException, InterruptedException {
    SoakApi.Answer answer = api.delete("/v1/sessions/" + session.id());
    if (answer.status() != 200) {
      ledger.wrong("a session was not closed: status %d".formatted(answer.status()));
    }
    ledger.closed(session.id());
  }

  /** Time is the network's own, and begins now for each call: it must not run ahead of ours. */
  private void call(Session session) {
    boolean first = random.nextBoolean();
    String caller = person(first ? session.one() : session.other());
    String callee = person(first ? session.other() : session.one());
    int killsBefore = server.kills();
    boolean upBefore = server.isUp();
    PhoneNetwork network = new PhoneNetwork(PhoneNetwork.COUNTRY_CODE, Instant.now());
    network
        .routes(session.account().numbers().toArray(String[]::new))
        .through(session.account().carrier());
    SimulatedCall call =
        network.phone(caller).dials(first ? session.oneDials() : session.otherDials());
    boolean connected = call.status() == CallStatus.CONNECTED;
    boolean right = connected && call.wasConnectedTo(callee);
    if (connected) {
      call.talksFor(TALK);
    }
    boolean undisturbed = upBefore && server.isUndisturbedSince(killsBefore);
    if (connected && !right) {
      ledger.wrong("a call reached somebody else");
    } else if (undisturbed && !connected) {
      ledger.wrong("%s: a call was not connected".formatted(session.account().name()));
    } else if (undisturbed && !call.complaints().isEmpty()) {
      ledger.wrong(
          session.account().name()
              + " complains: "
              + call.redaction().text(call.complaints().getFirst()));
    }
    if (isAcknowledged(call)) {
      ledger.answered(
          CallTables.key(session.account().name(), call.carrierCallId()), undisturbed && connected);
    }
  }

  /** Whether the question of the call was answered at least once. */
  private static boolean isAcknowledged(SimulatedCall call) {
    List<Exchange> exchanges = call.exchanges();
    String question = exchanges.isEmpty() ? "" : exchanges.getFirst().event();
    return exchanges.stream()
        .anyMatch(exchange -> exchange.event().equals(question) && exchange.reply().isOk());
  }
}
