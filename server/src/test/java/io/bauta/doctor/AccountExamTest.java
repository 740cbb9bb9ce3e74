package io.bauta.doctor;

import static io.bauta.doctor.Findings.assertFailed;
import static io.bauta.doctor.Findings.assertOk;
import static io.bauta.doctor.Findings.assertSkipped;
import static io.bauta.doctor.Findings.assertWarning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.NumberHealth;
import io.bauta.doctor.AccountExam.ByHand;
import io.bauta.doctor.AccountExam.NotAsked;
import io.bauta.doctor.AccountExam.NotSaid;
import io.bauta.doctor.AccountExam.Said;
import io.bauta.doctor.AccountExam.Webhooks;
import io.bauta.number.ProxyNumber;
import io.bauta.proof.Weakness;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountExamTest {

  private static final ProxyNumber FIRST = new ProxyNumber(919000000001L);
  private static final ProxyNumber SECOND = new ProxyNumber(919000000002L);

  @Test
  void eachWeaknessIsAFinding() {
    List<Finding> found =
        AccountExam.proof(
            "a",
            "signature",
            List.of(
                new Weakness(Weakness.Kind.NO_PATH_SECRET, "no path-secret", "why", "set it"),
                new Weakness(Weakness.Kind.SIGNATURE_OFF, "signature is off", "why", "demand it")));
    assertThat(found).extracting(Finding::check).containsOnly("proof of a");
    assertWarning(found.getFirst(), "no path-secret: why", "set it");
    assertWarning(found.getLast(), "signature is off: why", "demand it");
    assertOk(AccountExam.proof("a", "signature", List.of()).getFirst(), "demanded (signature)");
  }

  private static Finding webhooks(String genuine, String reason, long lastHour, boolean unproved) {
    return AccountExam.webhooks(
        "a",
        Optional.of(
            new Webhooks(
                Optional.ofNullable(genuine),
                Optional.ofNullable(reason).map(forged -> "12:00"),
                Optional.ofNullable(reason),
                lastHour,
                unproved)),
        "nobody runs");
  }

  @ParameterizedTest
  @CsvSource({
    "too_old, is this machine's clock right",
    "wrong_path, run ./bauta setup a",
    "wrong_account, lead it elsewhere",
    "wrong_signature, the secret in the configuration is not the carrier's"
  })
  void forgedOnesAreFoundWithWhatTheirReasonMeans(String reason, String mend) {
    assertWarning(webhooks("11:00", reason, 3, false), "3 forged in the last hour", mend);
    assertWarning(webhooks(null, reason, 1, false), "at 12:00 (" + reason + ")", mend);
  }

  @Test
  void whatCameIsSaid() {
    assertOk(webhooks("11:00", "too_old", 0, false), "genuine one came at 11:00");
    assertOk(webhooks(null, null, 0, true), "nothing but the path proves them");
    assertOk(webhooks(null, null, 0, false), "none came yet");
    assertSkipped(AccountExam.webhooks("a", Optional.empty(), "nobody runs"), "nobody runs");
  }

  @Test
  void aRegistrationThatLeadsHereIsWell() {
    assertOk(
        AccountExam.registration("a", new Said(List.of(), List.of(), Optional.of(1))),
        "with 1 number of pools");
    assertOk(
        AccountExam.registration("a", new Said(List.of(), List.of(), Optional.of(2))),
        "with 2 numbers of pools");
  }

  @Test
  void aRegistrationThatDoesNotOrOfWhichNobodyKnowsIsFound() {
    assertFailed(
        AccountExam.registration("a", new Said(List.of("attach it"), List.of(), Optional.of(1))),
        "a set-up would: attach it",
        "run ./bauta setup a;");
    assertWarning(
        AccountExam.registration("a", new Said(List.of(), List.of("set a URL"), Optional.of(1))),
        "something is left: set a URL",
        "./bauta setup a --dry-run");
    assertSkipped(
        AccountExam.registration("a", new Said(List.of(), List.of(), Optional.empty())),
        "could not be read",
        "database, schema and privileges");
    assertSkipped(
        AccountExam.registration("a", new ByHand("Acme")), "Acme has no API", "setup a --dry-run");
    assertSkipped(AccountExam.registration("a", new NotAsked("why", "mend")), "why", "mend");
    assertFailed(AccountExam.registration("a", new NotSaid("HTTP 401")), "HTTP 401", "carriers.a");
  }

  @Test
  void ofALongListTheFirstAreNamed() {
    List<String> changes = LongStream.range(0, 7).mapToObj(n -> "c" + n).toList();
    assertFailed(
        AccountExam.registration("a", new Said(changes, List.of(), Optional.of(1))),
        "c0; c1; c2; c3; c4; and 2 more",
        "./bauta setup a");
    assertFailed(
        AccountExam.registration("a", new Said(changes.subList(0, 5), List.of(), Optional.of(1))),
        "c3; c4",
        "./bauta setup a");
  }

  private static Finding numbers(NumberHealth health, ProxyNumber... pooled) {
    return AccountExam.numbers(
        "a",
        List.of(pooled),
        List.of(
            new CarrierNumber(FIRST, NumberHealth.ACTIVE, "active"),
            new CarrierNumber(SECOND, health, "?")));
  }

  @Test
  void numbersThatWorkAreWell() {
    assertThat(numbers(NumberHealth.ACTIVE, FIRST, SECOND).seen()).isEqualTo("2 of pools work");
    assertOk(
        numbers(NumberHealth.ACTIVE, FIRST), "1 of pools work; the account has 1 that no pool");
    assertSkipped(AccountExam.numbersUnknown("a"), "could not be read", "run this again");
  }

  @ParameterizedTest
  @EnumSource(value = NumberHealth.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void numbersThatDoNotWorkAreFound(NumberHealth health) {
    assertWarning(
        numbers(health, FIRST, SECOND),
        "1 of pools do not work well: +919000000002",
        "--carrier-account a --import POOL");
  }

  @Test
  void numbersOfOthersAreFoundFirst() {
    assertFailed(
        numbers(NumberHealth.ACTIVE, FIRST, new ProxyNumber(919000000003L)),
        "1 of pools are not the account's: +919000000003",
        "/v1/pools/POOL/numbers/NUMBER");
  }

  @Test
  void whatIsWrongSaysHowToMendIt() {
    assertThatThrownBy(() -> new Finding("x", Verdict.FAILED, "", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Finding("x", Verdict.WARNING, "", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
