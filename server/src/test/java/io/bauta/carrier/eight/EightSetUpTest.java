package io.bauta.carrier.eight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.carrier.eight.PretendSubAccount.SecondPost;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EightSetUpTest {

  private static final String HERE =
      "https://mask.example.com/carriers/eight/path_secret_of_a_test/";
  private static final SetupPlan NO_NUMBERS = new SetupPlan(List.of());

  private final CarrierAccount account = Events.account();
  private final PretendSubAccount there = new PretendSubAccount();

  @Test
  void allFiveAreMade() {
    SetupReport report = finished();

    assertThat(there.changes)
        .containsExactly("POST VCA", "POST VCS", "POST VSS", "POST VRU", "POST VNU");
    assertThat(there.webhooks)
        .extracting(webhook -> webhook.get("url"))
        .containsExactly(
            HERE + "handle",
            HERE + "status",
            HERE + "summary",
            HERE + "recording",
            HERE + "numbers");
    assertThat(report.changed()).hasSize(5);
    assertThat(report.todo()).isEmpty();
  }

  @Test
  void everyOptionIsSaid() {
    finished();

    assertThat(there.posted).hasSize(5);
    assertThat(there.posted.getFirst().toString())
        .isEqualTo(
            "{\"type\":\"VCA\",\"url\":\"%shandle\",\"httpAuthHeader\":\"%s\",\"enabled\":true,\"active\":true}"
                .formatted(HERE, Events.HEADER));
  }

  @Test
  void withoutAnAuthHeaderNoneIsGiven() {
    there.play(Events.account(Map.of("api-key", "k")), NO_NUMBERS);

    assertThat(there.posted).hasSize(5).noneMatch(body -> body.has("httpAuthHeader"));
  }

  @ParameterizedTest
  @EnumSource(SecondPost.class)
  void aSecondRunChangesNothing(SecondPost secondPost) {
    there.secondPost = secondPost;
    finished();
    there.changes.clear();

    assertThat(finished()).isEqualTo(new SetupReport(List.of(), List.of()));
    assertThat(there.changes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://elsewhere.example/handle, true, true",
    "https://mask.example.com/carriers/eight/path_secret_of_a_test/handle, false, true",
    "https://mask.example.com/carriers/eight/path_secret_of_a_test/handle, true, false",
  })
  void whatDiffersIsMadeAgain(String url, boolean enabled, boolean authHeader) {
    finished();
    there.webhooks.removeFirst();
    there.has("VCA", url, enabled, authHeader);
    there.changes.clear();

    assertThat(finished().changed()).containsExactly("webhook VCA: leads here");
    assertThat(there.changes).containsExactly("POST VCA");
  }

  @ParameterizedTest
  @EnumSource(
      value = SecondPost.class,
      names = {"DOUBLES", "IS_IGNORED"})
  void whereTheOldOneStaysItIsDeletedFirst(SecondPost secondPost) {
    there.secondPost = secondPost;
    there.has("VCA", "https://elsewhere.example/handle", true, true);

    assertThat(finished().changed()).hasSize(5).doesNotHaveDuplicates();
    assertThat(there.changes)
        .containsExactly(
            "POST VCA", "POST VCS", "POST VSS", "POST VRU", "POST VNU", "DELETE VCA", "POST VCA");
    assertThat(there.webhooks).hasSize(5);
  }

  @Test
  void aDoubledTypeIsMadeAnewAtOnce() {
    finished();
    there.has("VSS", "https://elsewhere.example/summary", true, true);
    there.changes.clear();

    finished();

    assertThat(there.changes).containsExactly("DELETE VSS", "POST VSS");
  }

  @Test
  void newsAboutNumbersCanBeDoneWithout() {
    there.refusing.add("VNU");

    SetupReport report = finished();

    assertThat(report.changed()).hasSize(4).noneMatch(line -> line.contains("VNU"));
    assertThat(report.todo()).singleElement(STRING).contains("VNU").doesNotContain("87654");
  }

  @Test
  void anotherTypeCannotBeDoneWithout() {
    there.refusing.add("VSS");

    assertThat(failure(there.play(account, NO_NUMBERS)))
        .contains("webhook VSS", "HTTP 422", "statusCode 1001")
        .doesNotContain("87654");
  }

  @Test
  void aTypeThatCannotBeMendedIsNamed() {
    there.secondPost = SecondPost.IS_IGNORED;
    there.has("VCA", "https://elsewhere.example/handle", true, true);
    there.has("VCA", "https://elsewhere.example/two", true, true);
    there.refusing.add("VCA");

    assertThat(failure(there.play(account, NO_NUMBERS))).contains("delete the webhook VCA");
  }

  @Test
  void whatIsTakenAndNotListedIsNotReportedAsDone() {
    HttpReply nothing = HttpReply.text(200, "application/json", "{\"webhooks\":[]}");
    List<HttpReply> replies = java.util.Collections.nCopies(30, nothing);

    assertThat(failure(new Eight().setUp(account, NO_NUMBERS, replies)))
        .contains("still wrong: VCA, VCS, VSS, VRU, VNU");
  }

  @Test
  void aFieldThatIsNotListedIsTakenToBeRight() {
    finished();
    there.webhooks.forEach(webhook -> webhook.remove("enabled"));
    there.webhooks.forEach(webhook -> webhook.remove("httpAuthHeaderAvailable"));
    there.changes.clear();

    assertThat(finished().changed()).isEmpty();
  }

  @Test
  void theOtherNameOfEnabledIsReadAsWell() {
    finished();
    there.webhooks.getFirst().remove("enabled");
    there.webhooks.getFirst().put("active", false);
    there.changes.clear();

    finished();

    assertThat(there.changes).containsExactly("POST VCA");
  }

  @Test
  void numbersThatAreNotOfTheSubAccountAreLeftToPeople() {
    there.numbers.add("+6598765432");
    SetupPlan plan =
        new SetupPlan(List.of(new ProxyNumber(6_598_765_432L), new ProxyNumber(6_598_765_433L)));

    assertThat(((Finished<SetupReport>) there.play(account, plan)).result().todo())
        .containsExactly("+6598765433 is not of this sub-account: ask your 8x8 account manager");
  }

  @ParameterizedTest
  @EnumSource(SecondPost.class)
  void stepsCanBeShownWithoutBeingMade(SecondPost secondPost) {
    there.secondPost = secondPost;
    there.has("VCA", "https://elsewhere.example/handle", true, true);

    ApiStep<SetupReport> shown = there.play(account, NO_NUMBERS, true);

    assertThat(((Finished<SetupReport>) shown).result().changed()).hasSize(5);
    assertThat(there.changes).isEmpty();
    assertThat(there.webhooks).hasSize(1);
  }

  @Test
  void stepsPrintNeitherKeysNorThePathSecret() {
    Send<SetupReport> first = send(List.of());
    HttpReply nothing = HttpReply.text(200, "application/json", "{\"webhooks\":[]}");
    Send<SetupReport> second = send(List.of(nothing));

    assertThat(first.changes()).isFalse();
    assertThat(second.changes()).isTrue();
    assertThat(List.of(first.toString(), second.toString()))
        .noneMatch(text -> text.contains("path_secret") || text.contains("test_key"))
        .noneMatch(text -> text.contains("test_header"));
  }

  private Send<SetupReport> send(List<HttpReply> replies) {
    return (Send<SetupReport>) new Eight().setUp(account, NO_NUMBERS, replies);
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{}', does not accept the api-key",
    "404, '{}', no such sub-account",
    "503, '', HTTP 503",
    "200, '<html>', cannot be read",
  })
  void withoutAListNothingIsDone(int status, String body, String words) {
    HttpReply reply = HttpReply.text(status, "", body);

    assertThat(failure(new Eight().setUp(account, NO_NUMBERS, List.of(reply)))).contains(words);
  }

  @Test
  void withoutAKeyOrAnAddressNothingIsDone() {
    CarrierAccount noAddress = Events.account(Optional.empty(), Map.of("api-key", "k"));

    assertThat(failure(there.play(Events.account(Map.of()), NO_NUMBERS))).contains("api-key");
    assertThat(failure(there.play(noAddress, NO_NUMBERS))).contains("public-url");
  }

  private SetupReport finished() {
    return ((Finished<SetupReport>) there.play(account, NO_NUMBERS)).result();
  }

  private static String failure(ApiStep<SetupReport> step) {
    return assertThat(step).asInstanceOf(type(Failed.class)).actual().why();
  }
}
