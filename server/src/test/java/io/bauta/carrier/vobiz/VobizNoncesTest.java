package io.bauta.carrier.vobiz;

import static io.bauta.carrier.vobiz.Requests.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.Authenticity.Genuine;
import io.bauta.carrier.Authenticity.Nonce;
import io.bauta.carrier.Webhook;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signature covers neither body nor query: what keeps it from being used for another call. */
class VobizNoncesTest {

  private static final String V2_NONCE = "05429567804466091622";
  private static final String V3_NONCE = "12345678901234567890";

  private final Vobiz vobiz = new Vobiz();

  @Test
  void bothVersionsNoncesAreRemembered() {
    assertThat(nonces(question()))
        .extracting(Nonce::value)
        .containsExactlyInAnyOrder(V2_NONCE, V3_NONCE);
  }

  @Test
  void aReplayThatLeavesOneVersionOutMeetsItsNonceAgain() {
    Webhook first = signed(Requests.post("answer", question()));
    Map<String, String> onlyVersion2 = new HashMap<>(first.headers());
    onlyVersion2.keySet().removeIf(name -> name.contains("v3"));
    Map<String, String> otherCaller = question();
    otherCaller.put("From", "917700000009");
    Webhook replay = Requests.with(Requests.post("answer", otherCaller), onlyVersion2);

    Nonce again = nonces(replay).getFirst();

    assertThat(nonces(first))
        .anySatisfy(
            nonce -> {
              assertThat(nonce.value()).isEqualTo(again.value());
              assertThat(nonce.use()).isNotEqualTo(again.use());
            });
  }

  @Test
  void aNonceUnderASignatureThatDoesNotHoldIsNotRemembered() {
    Webhook webhook = signed(Requests.post("answer", question()));
    Map<String, String> headers = new HashMap<>(webhook.headers());
    headers.put("x-vobiz-signature-v2", "AAAA");

    assertThat(nonces(Requests.with(webhook, headers)))
        .extracting(Nonce::value)
        .containsExactly(V3_NONCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Event",
        "DialAction",
        "CallUUID",
        "From",
        "To",
        "CallerName",
        "CallStatus",
        "HangupCause",
        "DialStatus",
        "DialBLegUUID",
        "RecordingID",
        "RecordUrl",
        "RecordFile",
        "Digits",
      })
  void anotherValueOfADecidingFieldIsAnotherUse(String field) {
    Map<String, String> changed = question();
    changed.put(field, "another");

    assertThat(nonces(changed)).isNotEqualTo(nonces(question()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SessionStart", "Duration", "EndTime", "TotalCost", "SomethingNew"})
  void aRepetitionMayChangeItsTimes(String field) {
    Map<String, String> repeated = question();
    repeated.put(field, "another");

    assertThat(nonces(repeated)).isEqualTo(nonces(question()));
  }

  @Test
  void valuesCannotReachIntoOneAnother() {
    Map<String, String> one = question();
    one.put("From", "9188");
    one.put("To", "12\n0 ");
    Map<String, String> other = question();
    other.put("From", "9188\n5 12");
    other.put("To", "");

    assertThat(nonces(one)).isNotEqualTo(nonces(other));
  }

  @Test
  void theFieldsOfAQueryDecideToo() {
    Map<String, String> changed = question();
    changed.put("From", "917700000009");

    assertThat(nonces(signed(Requests.get("answer", changed))))
        .isNotEqualTo(nonces(signed(Requests.get("answer", question()))));
  }

  @Test
  void whatCannotBeReadIsUsedByItsBytes() {
    assertThat(nonces(signed(unreadable("To=%zz&From=1"))))
        .isEqualTo(nonces(signed(unreadable("To=%zz&From=1"))))
        .isNotEqualTo(nonces(signed(unreadable("To=%zz&From=2"))));
  }

  @Test
  void aNoncePrintsAsNothing() {
    assertThat(nonces(question()).toString()).doesNotContain("88888").doesNotContain(V3_NONCE);
  }

  private static Map<String, String> question() {
    return Requests.question("918888800001", "919000000001");
  }

  private static Webhook unreadable(String body) {
    return Requests.webhook("POST", "answer", "", body, Map.of());
  }

  private List<Nonce> nonces(Map<String, String> fields) {
    return nonces(signed(Requests.post("answer", fields)));
  }

  private List<Nonce> nonces(Webhook webhook) {
    return ((Genuine) vobiz.authenticate(webhook, Requests.account(TOKEN), Instant.EPOCH)).nonces();
  }

  private static Webhook signed(Webhook webhook) {
    return Requests.with(
        webhook,
        Map.of(
            "x-vobiz-signature-v2",
            signature(webhook.url() + V2_NONCE),
            "x-vobiz-signature-v2-nonce",
            V2_NONCE,
            "x-vobiz-signature-v3",
            signature(webhook.url() + "." + V3_NONCE),
            "x-vobiz-signature-v3-nonce",
            V3_NONCE));
  }

  private static String signature(String message) {
    return Base64.getEncoder().encodeToString(HmacSha256.of(TOKEN, message));
  }
}
