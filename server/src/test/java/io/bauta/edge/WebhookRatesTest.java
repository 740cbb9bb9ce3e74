package io.bauta.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often webhooks and calls are taken, on a clock that is moved by hand. */
class WebhookRatesTest {

  private static final long SECOND = 1_000_000;
  private static final PhoneNumber DIALED = PhoneNumber.ofE164("+919000000001");

  private final AtomicLong now = new AtomicLong(SECOND);
  private final WebhookRates rates = new WebhookRates(now::get);
  private final CarrierAccount account = account("acme");

  private static CarrierAccount account(String name) {
    return new CarrierAccount(
        name,
        "vobiz",
        HomeRegion.of("IN"),
        Optional.empty(),
        Optional.empty(),
        SignatureMode.REQUIRE,
        Map.of(
            WebhookRates.PER_SECOND, new Secret("10"), WebhookRates.PER_CALLER, new Secret("6")));
  }

  private static IncomingCall from(int caller) {
    return new IncomingCall(
        "acme", DIALED, Optional.of(PhoneNumber.ofE164("+9188888%05d".formatted(caller))));
  }

  private int calls(int caller, int tries) {
    return (int)
        IntStream.range(0, tries).filter(_ -> rates.mayCall(account, from(caller))).count();
  }

  @Test
  void anAccountHasItsRateAndABurst() {
    assertThat(IntStream.range(0, 100).filter(_ -> rates.mayAsk(account)).count()).isEqualTo(20);
    now.addAndGet(SECOND);
    assertThat(IntStream.range(0, 100).filter(_ -> rates.mayAsk(account)).count()).isEqualTo(10);
  }

  @Test
  void whatIsToldHasMoreAndItsOwn() {
    assertThat(IntStream.range(0, 100).filter(_ -> rates.mayAsk(account)).count()).isEqualTo(20);
    assertThat(IntStream.range(0, 200).filter(_ -> rates.mayTell(account)).count()).isEqualTo(80);
  }

  @Test
  void oneAccountTakesNothingFromAnother() {
    assertThat(IntStream.range(0, 100).filter(_ -> rates.mayAsk(account)).count()).isEqualTo(20);
    assertThat(rates.mayAsk(account("other"))).isTrue();
  }

  @Test
  void aCallerCallsSoOftenInAMinute() {
    assertThat(calls(1, 20)).isEqualTo(6);
    assertThat(calls(2, 1)).isEqualTo(1);
    now.addAndGet(10 * SECOND);
    assertThat(calls(1, 20)).isEqualTo(1);
    now.addAndGet(60 * SECOND);
    assertThat(calls(1, 20)).isEqualTo(6);
  }

  @Test
  void aCallerOfOneAccountIsAnotherOfTheNext() {
    assertThat(calls(1, 20)).isEqualTo(6);
    assertThat(rates.mayCall(account("other"), from(1))).isTrue();
  }

  @Test
  void whoeverHidesTheirNumberIsCountedByWhatTheyDial() {
    IncomingCall withheld = new IncomingCall("acme", DIALED, Optional.empty());
    assertThat(IntStream.range(0, 200).filter(_ -> rates.mayCall(account, withheld)).count())
        .isEqualTo(60);
    IncomingCall elsewhere =
        new IncomingCall("acme", PhoneNumber.ofE164("+919000000002"), Optional.empty());
    assertThat(rates.mayCall(account, elsewhere)).isTrue();
  }

  /** However many there are, what is kept of them is one table, and nobody is taken for another. */
  @Test
  void aFloodOfCallersRefusesNobodyElse() {
    for (int i = 0; i < 3 * CallerTable.CALLERS_MAX; i++) {
      boolean _ = rates.mayCall(account, from(i % 90_000));
    }
    long refused = IntStream.range(90_000, 99_999).filter(i -> calls(i, 1) == 0).count();
    assertThat(refused).isLessThan(20);
  }

  @Test
  void aFloodOfOtherCallersDoesNotMakeOneForgotten() {
    assertThat(calls(1, 20)).isEqualTo(6);
    for (int i = 2; i < 10_000; i++) {
      boolean _ = rates.mayCall(account, from(i));
    }
    assertThat(calls(1, 20)).isZero();
  }
}
