package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import io.bauta.bench.wire.AlohaaWire;
import io.bauta.bench.wire.EightWire;
import io.bauta.bench.wire.VobizWire;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCarrier;
import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaSettings;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.eight.WebhookType;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxKeys;
import io.bauta.simulator.telnyx.TelnyxSettings;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The four carriers, pretended by the simulator, each with numbers of its own. */
final class SoakCarriers implements AutoCloseable {

  /** Proxy numbers of each carrier. */
  static final int NUMBERS = 40;

  private static final String EIGHT_API_KEY = "a-key-of-the-benchmark";
  private static final String TELNYX_API_KEY = "KEY_OF_THE_BENCHMARK";
  private static final String TELNYX_CONNECTION = "1684641123236054244";

  private final List<Account> accounts;
  private final String telnyxApi;
  private final String telnyxPublicKey;

  /**
   * One carrier's account.
   *
   * @param mode of its pool
   * @param reordering makes it tell things out of order
   */
  record Account(
      String name,
      String mode,
      SimulatedCarrier carrier,
      List<String> numbers,
      Faults reordering) {}

  /** Those of the server that listens on this port. */
  SoakCarriers(int port) {
    URI server = URI.create("http://127.0.0.1:" + port);
    TelnyxKeys keys = TelnyxKeys.fictitious();
    TelnyxCarrier telnyx =
        new TelnyxCarrier(
                TelnyxSettings.telling(server.resolve(LoadServer.TELNYX_PATH))
                    .apiKey(TELNYX_API_KEY)
                    .keys(keys)
                    .connectionId(TELNYX_CONNECTION)
                    .build())
            .owns(numbers(3).toArray(String[]::new));
    telnyxApi = telnyx.apiBase().toString();
    telnyxPublicKey = keys.publicKey();
    Faults hangupFirst = Faults.none().hangupBeforeDialResult();
    accounts =
        List.of(
            account(0, LoadServer.SIGNED_ACCOUNT, "pair_two_numbers", vobiz(server), hangupFirst),
            account(1, LoadServer.EIGHT_ACCOUNT, "pair_two_numbers", eight(server), hangupFirst),
            // It cannot be told which number to show.
            account(2, LoadServer.ALOHAA_ACCOUNT, "pair_one_number", alohaa(server), Faults.none()),
            account(
                3,
                LoadServer.TELNYX_ACCOUNT,
                "pair_two_numbers",
                telnyx,
                Faults.none().tellingLate("call.bridged")));
  }

  private static Account account(
      int place, String name, String mode, SimulatedCarrier carrier, Faults reordering) {
    return new Account(name, mode, carrier, numbers(place), reordering);
  }

  private static List<String> numbers(int place) {
    return IntStream.range(place * NUMBERS, (place + 1) * NUMBERS)
        .mapToObj(number -> Numbers.proxy(number).e164())
        .toList();
  }

  private static SimulatedCarrier vobiz(URI server) {
    return new VobizCarrier(
        VobizSettings.answering(server.resolve(LoadServer.SIGNED_PATH))
            .hangupUrl(server.resolve("/carriers/" + LoadServer.SIGNED_ACCOUNT + "/hangup"))
            .authId(VobizWire.AUTH_ID)
            .authToken(VobizWire.AUTH_TOKEN)
            .build());
  }

  private static SimulatedCarrier eight(URI server) {
    URI account = server.resolve("/carriers/" + LoadServer.EIGHT_ACCOUNT + "/");
    return new EightCarrier(
        EightSettings.of(EightWire.SUB_ACCOUNT_ID, EIGHT_API_KEY)
            .webhook(WebhookType.VCA, account.resolve("handle"))
            .webhook(WebhookType.VCS, account.resolve("status"))
            .webhook(WebhookType.VSS, account.resolve("summary"))
            .httpAuthHeader(EightWire.AUTHORIZATION)
            .numbers(numbers(1).toArray(String[]::new))
            .build());
  }

  private static SimulatedCarrier alohaa(URI server) {
    return new AlohaaCarrier(
        AlohaaSettings.asking(server.resolve(LoadServer.ALOHAA_PATH))
            .detailsUrl(server.resolve("/carriers/" + LoadServer.ALOHAA_ACCOUNT + "/completed"))
            .header(AlohaaWire.HEADER, AlohaaWire.HEADER_VALUE)
            .build());
  }

  List<Account> accounts() {
    return accounts;
  }

  /** What the server's configuration says of those beside Vobiz, under {@code carriers}. */
  String configuration() {
    String rates = "    webhooks-per-second: 1000000\n    calls-per-caller: 1000000\n";
    return """
          %s:
            carrier: 8x8
            home-region: IN
            sub-account-id: %s
            auth-header: %s
        %s  %s:
            carrier: alohaa
            home-region: IN
            header-name: %s
            header-value: "%s"
        %s  %s:
            carrier: telnyx
            home-region: IN
            api-key: %s
            api-base: %s
            public-keys: %s
            connection-id: "%s"
        %s\
        """
        .formatted(
            LoadServer.EIGHT_ACCOUNT,
            EightWire.SUB_ACCOUNT_ID,
            EightWire.AUTHORIZATION,
            rates,
            LoadServer.ALOHAA_ACCOUNT,
            AlohaaWire.HEADER,
            AlohaaWire.HEADER_VALUE,
            rates,
            LoadServer.TELNYX_ACCOUNT,
            TELNYX_API_KEY,
            telnyxApi,
            telnyxPublicKey,
            TELNYX_CONNECTION,
            rates);
  }

  /** From now on each carrier's webhooks go wrong in a way of its own, or not. */
  void sufferAnew(RandomGenerator random) {
    for (Account account : accounts) {
      Faults faults =
          switch (random.nextInt(5)) {
            case 0 -> Faults.none();
            case 1 -> Faults.none().deliveringTwice(Faults.EVERY_EVENT);
            case 2 -> Faults.none().deliveringConcurrently(Faults.EVERY_EVENT, 3);
            case 3 -> account.reordering();
            default -> Faults.none().losingReplies(Faults.EVERY_EVENT, 1);
          };
      account.carrier().suffers(faults.retryingFailures());
    }
  }

  @Override
  public void close() {
    accounts.forEach(account -> account.carrier().close());
  }
}
