package io.bauta.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Carrier.Recorder;
import io.bauta.carrier.RecordingPlace.At;
import io.bauta.carrier.RecordingPlace.Nowhere;
import io.bauta.carrier.RecordingPlace.Why;
import io.bauta.number.HomeRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where carriers say that recordings are, and to whom credentials go. */
class RecordingPlacesTest {

  private static final CarrierCallId CALL = new CarrierCallId("call-1");

  private static CarrierAccount account(String carrier, Map<String, String> settings) {
    Map<String, Secret> secrets = new HashMap<>();
    settings.forEach((key, value) -> secrets.put(key, new Secret(value)));
    return new CarrierAccount(
        carrier,
        carrier,
        HomeRegion.of("IN"),
        Optional.empty(),
        Optional.empty(),
        SignatureMode.OFF,
        secrets);
  }

  private static ApiStep<RecordingPlace> step(
      CarrierAccount account, String id, String url, int tries, HttpReply... replies) {
    Recorder carrier = (Recorder) Carriers.byId(account.carrier()).orElseThrow();
    return carrier.recordingPlace(
        new RecordingRef(CALL, id, Optional.of(url).filter(u -> !u.isEmpty()), tries),
        account,
        List.of(replies));
  }

  private static RecordingPlace place(
      CarrierAccount account, String id, String url, int tries, HttpReply... replies) {
    ApiStep<RecordingPlace> step = step(account, id, url, tries, replies);
    assertThat(step).isInstanceOf(ApiStep.Finished.class);
    return ((ApiStep.Finished<RecordingPlace>) step).result();
  }

  private static final CarrierAccount TELNYX = account("telnyx", Map.of("api-key", "KEY"));

  private static RecordingPlace atTelnyx(CarrierAccount account, String link) {
    String body = "{\"data\":{\"download_urls\":{\"mp3\":\"" + link + "\",\"wav\":null}}}";
    return place(
        account,
        "rec-1",
        "https://ignored.example/a.mp3",
        1,
        HttpReply.text(200, "application/json", body));
  }

  /** The webhook's own link is not used: the API is asked, with the key, and the link without. */
  @Test
  void telnyxIsAskedForALink() {
    ApiStep<RecordingPlace> first = step(TELNYX, "rec/1", "https://ignored.example/a.mp3", 1);
    CarrierRequest request = ((ApiStep.Send<RecordingPlace>) first).request();
    assertThat(request.url()).isEqualTo("https://api.telnyx.com/v2/recordings/rec%2F1");
    assertThat(request.headers()).containsEntry("Authorization", "Bearer KEY");
    At at = (At) atTelnyx(TELNYX, "https://s3.amazonaws.com/telephony-recorder-prod/a/b.mp3?X=1");
    assertThat(at.headers()).isEmpty();
    assertThat(place(TELNYX, "rec-1", "", 1, HttpReply.text(404, "", "")))
        .isEqualTo(new Nowhere(Why.NOT_TOLD));
    assertThat(step(TELNYX, "rec-1", "", 1, HttpReply.text(500, "", "")))
        .isInstanceOf(ApiStep.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.amazonaws.com/telephony-recorder-prod/account/2026/leg.wav?X-Amz-Expires=600",
        "https://s3.eu-central-1.amazonaws.com/telephony-recorder-prod-fr5/a.mp3",
        "https://telephony-recorder-prod.s3.amazonaws.com/a.mp3",
        "https://telephony-recorder-prod.s3.eu-central-1.amazonaws.com/a.mp3",
        "https://S3.amazonaws.com/telephony-recorder-prod/a.mp3"
      })
  void telnyxRecordingsAreFetchedFromItsStore(String link) {
    assertThat(atTelnyx(TELNYX, link)).isEqualTo(new At(link));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.amazonaws.com/somebody-elses-bucket/a.mp3",
        "https://s3.eu-central-1.amazonaws.com/a/telephony-recorder-prod/a.mp3",
        "https://s3.amazonaws.com.evil.example/telephony-recorder-prod/a.mp3",
        "https://evil.example/s3.amazonaws.com/telephony-recorder-prod/a.mp3",
        "https://api.telnyx.com/v2/recordings/a.mp3",
        "https://ec2.amazonaws.com/telephony-recorder-prod/a.mp3",
        "https://169.254.169.254/telephony-recorder-prod/a.mp3",
        "s3://telephony-recorder-prod/a.mp3",
        "not a url"
      })
  void andFromNowhereElse(String link) {
    assertThat(atTelnyx(TELNYX, link)).isEqualTo(new Nowhere(Why.OTHER_HOST));
  }

  @Test
  void aHostMayBeConfigured() {
    CarrierAccount account =
        account(
            "telnyx", Map.of("api-key", "KEY", "recording-hosts", "a.example, recordings.example"));
    String link = "https://recordings.example/a.mp3";
    assertThat(atTelnyx(account, link)).isEqualTo(new At(link));
    assertThat(atTelnyx(account, "https://b.recordings.example/a.mp3"))
        .isEqualTo(new Nowhere(Why.OTHER_HOST));
  }

  /** Without an id of its own it is found by leg and beginning. */
  @Test
  void telnyxFindsARecordingByItsLeg() {
    String id = "leg-1@2026-11-21T10:00:00Z";
    ApiStep<RecordingPlace> first = step(TELNYX, id, "", 1);
    assertThat(((ApiStep.Send<RecordingPlace>) first).request().url())
        .isEqualTo("https://api.telnyx.com/v2/recordings?filter%5Bcall_leg_id%5D=leg-1");
    String list =
        """
        {"data":[{"id":"x","recording_started_at":"2026-11-21T09:00:00Z","download_urls":{}},
         {"id":"y","recording_started_at":"2026-11-21T10:00:00Z","download_urls":
          {"mp3":null,"wav":"https://s3.amazonaws.com/telephony-recorder-prod/y.wav"}}]}
        """;
    HttpReply reply = HttpReply.text(200, "application/json", list);
    assertThat(place(TELNYX, id, "", 1, reply))
        .isEqualTo(new At("https://s3.amazonaws.com/telephony-recorder-prod/y.wav"));
    Recorder telnyx = (Recorder) Carriers.byId("telnyx").orElseThrow();
    RecordingRef ref = new RecordingRef(CALL, id, Optional.empty(), 1);
    ApiStep<Boolean> delete = telnyx.deleteRecording(ref, TELNYX, List.of(reply));
    CarrierRequest request = ((ApiStep.Send<Boolean>) delete).request();
    assertThat(request.method() + " " + request.url())
        .isEqualTo("DELETE https://api.telnyx.com/v2/recordings/y");
  }

  private static final String OF_LEG = "leg-1@2026-11-21T10:00:00.000000Z";

  private static ApiStep<Boolean> deleting(CarrierAccount account, String id, HttpReply... said) {
    Recorder carrier = (Recorder) Carriers.byId(account.carrier()).orElseThrow();
    RecordingRef ref = new RecordingRef(CALL, id, Optional.empty(), 1);
    return carrier.deleteRecording(ref, account, List.of(said));
  }

  private static HttpReply json(String body) {
    return HttpReply.text(200, "application/json", body);
  }

  /** The beginning is an instant: how many digits it is written with says nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T10:00:00Z",
        "2026-11-21T10:00:00.000Z",
        "2026-11-21T10:00:00.000000+00:00",
        "2026-11-21T15:30:00+05:30"
      })
  void telnyxMayWriteTheSameBeginningInOtherWords(String start) {
    String listed =
        """
        {"data":[{"id":"y","recording_started_at":"%s","download_urls":
          {"mp3":"https://s3.amazonaws.com/telephony-recorder-prod/y.mp3"}}]}
        """
            .formatted(start);
    assertThat(place(TELNYX, OF_LEG, "", 1, json(listed)))
        .isEqualTo(new At("https://s3.amazonaws.com/telephony-recorder-prod/y.mp3"));
    assertThat(deleting(TELNYX, OF_LEG, json(listed))).isInstanceOf(ApiStep.Send.class);
  }

  /** A copy that is said to be deleted must be: whatever does not say so is asked again. */
  @Test
  void telnyxsCopyIsGoneOnlyWhenTelnyxSaysSo() {
    assertThat(deleting(TELNYX, OF_LEG, json("{\"data\":[],\"meta\":{\"total_results\":0}}")))
        .isEqualTo(new ApiStep.Finished<>(true));
    for (String unclear :
        List.of(
            "{}",
            "{\"data\":null}",
            "{\"data\":{}}",
            "{\"errors\":[]}",
            "<html>",
            "{\"data\":[{\"id\":\"x\",\"recording_started_at\":\"2026-11-21T09:00:00Z\"}]}",
            "{\"data\":[{\"id\":\"x\",\"recording_started_at\":null}]}",
            "{\"data\":[{\"recording_started_at\":\"2026-11-21T10:00:00Z\"}]}")) {
      assertThat(deleting(TELNYX, OF_LEG, json(unclear)))
          .as(unclear)
          .isInstanceOf(ApiStep.Failed.class);
    }
    for (int status : List.of(302, 401, 403, 404, 429, 500)) {
      assertThat(deleting(TELNYX, OF_LEG, HttpReply.text(status, "application/json", "{}")))
          .as("%d", status)
          .isInstanceOf(ApiStep.Failed.class);
    }
  }

  @Test
  void aCarriersCopyIsGoneWhenItWasDeletedOrIsNotThere() {
    for (CarrierAccount account : List.of(TELNYX, VOBIZ)) {
      for (int gone : List.of(200, 204, 404, 410)) {
        assertThat(deleting(account, "r1", HttpReply.text(gone, "", "")))
            .as("%s %d", account.carrier(), gone)
            .isEqualTo(new ApiStep.Finished<>(true));
      }
      for (int there : List.of(302, 400, 401, 403, 409, 429, 500, 503)) {
        assertThat(deleting(account, "r1", HttpReply.text(there, "", "")))
            .as("%s %d", account.carrier(), there)
            .isEqualTo(new ApiStep.Finished<>(false));
      }
    }
  }

  private static final CarrierAccount VOBIZ =
      account("vobiz", Map.of("auth-id", "MA_1", "auth-token", "TOKEN"));

  @Test
  void vobizCredentialsGoToItsApiAndNowhereElse() {
    assertThat(place(VOBIZ, "r1", "https://media.vobiz.ai/recordings/r1.mp3", 1))
        .isEqualTo(new At("https://media.vobiz.ai/recordings/r1.mp3"));
    At own = (At) place(VOBIZ, "r1", "https://api.vobiz.ai/api/v1/r1.mp3", 1);
    assertThat(own.headers()).containsEntry("X-Auth-Token", "TOKEN");
    At otherPort = (At) place(VOBIZ, "r1", "https://api.vobiz.ai:8443/api/v1/r1.mp3", 1);
    assertThat(otherPort.headers()).isEmpty();
    At otherScheme = (At) place(VOBIZ, "r1", "http://api.vobiz.ai/api/v1/r1.mp3", 1);
    assertThat(otherScheme.headers()).isEmpty();
    for (String elsewhere :
        List.of(
            "https://evilvobiz.ai/r1.mp3",
            "https://vobiz.ai.evil.example/r1.mp3",
            "https://127.0.0.1/r1.mp3")) {
      assertThat(place(VOBIZ, "r1", elsewhere, 1)).isEqualTo(new Nowhere(Why.OTHER_HOST));
    }
    assertThat(place(VOBIZ, "../r1", "", 1)).isEqualTo(new Nowhere(Why.NO_ADDRESS));
  }

  @Test
  void vobizIsAskedWhenItsAddressDidNotHelp() {
    ApiStep<RecordingPlace> second = step(VOBIZ, "r1", "https://media.vobiz.ai/old.mp3", 2);
    assertThat(((ApiStep.Send<RecordingPlace>) second).request().url())
        .isEqualTo("https://api.vobiz.ai/api/v1/Account/MA_1/Recording/r1/");
    HttpReply reply =
        HttpReply.text(
            200, "application/json", "{\"recording_url\":\"https://media.vobiz.ai/new.mp3\"}");
    assertThat(place(VOBIZ, "r1", "https://media.vobiz.ai/old.mp3", 2, reply))
        .isEqualTo(new At("https://media.vobiz.ai/new.mp3"));
  }

  /** What the API does not say yet is asked for again. */
  @Test
  void vobizMayKnowTheAddressLater() {
    for (HttpReply reply :
        List.of(
            HttpReply.text(404, "application/json", "{}"),
            HttpReply.text(200, "application/json", "{\"recording_url\":null}"),
            HttpReply.text(200, "text/html", "<html>"))) {
      assertThat(place(VOBIZ, "r1", "", 1, reply)).isEqualTo(new Nowhere(Why.NOT_TOLD));
      assertThat(place(VOBIZ, "r1", "https://media.vobiz.ai/old.mp3", 2, reply))
          .isEqualTo(new At("https://media.vobiz.ai/old.mp3"));
    }
  }

  @Test
  void alohaasRecordingsLieInItsOwnBuckets() {
    CarrierAccount account = account("alohaa", Map.of());
    String url =
        "https://doosra-ivr-voicemails.s3.ap-south-1.amazonaws.com/918888800001_918888800002.wav";
    assertThat(place(account, "c", url, 1)).isEqualTo(new At(url));
    assertThat(place(account, "c", url, 1).toString()).doesNotContain("88888");
    assertThat(place(account, "c", "https://acme.s3.ap-south-1.amazonaws.com/a.wav", 1))
        .isEqualTo(new Nowhere(Why.OTHER_HOST));
    assertThat(place(account, "c", "https://doosra-x.s3.amazonaws.com.evil.example/a.wav", 1))
        .isEqualTo(new Nowhere(Why.OTHER_HOST));
  }

  @Test
  void eightsRecordingsLieWhereItsCustomerSaid() {
    String path = "s1/r1_2026-11-21T10%3A00%3A00Z.mp3";
    assertThat(place(account("8x8", Map.of()), "r1", path, 1))
        .isEqualTo(new Nowhere(Why.PUT_ELSEWHERE));
    CarrierAccount account =
        account(
            "8x8",
            Map.of(
                "recording-base", "https://recordings.example/8x8",
                "recording-authorization", "Basic eA=="));
    assertThat(place(account, "r1", path, 1))
        .isEqualTo(
            new At(
                "https://recordings.example/8x8/" + path, Map.of("Authorization", "Basic eA==")));
    for (String up :
        List.of("../secret", "a/../../b", "a/%2e%2E/b", "/etc/passwd", "a/..%2Fb", "a?b", "a#b")) {
      assertThat(place(account, "r1", up, 1)).as(up).isEqualTo(new Nowhere(Why.NO_ADDRESS));
    }
  }
}
