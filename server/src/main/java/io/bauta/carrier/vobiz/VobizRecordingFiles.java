package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingPlace.At;
import io.bauta.carrier.RecordingPlace.Nowhere;
import io.bauta.carrier.RecordingPlace.Why;
import io.bauta.carrier.RecordingRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Vobiz's recordings are, and how they are deleted there.
 *
 * <p>Whether a download wants credentials is not documented. They are sent where the file is at the
 * API itself, and to no other host.
 */
final class VobizRecordingFiles {

  private static final Pattern OWN_HOST = Pattern.compile("(?:[a-z0-9-]+\\.)*vobiz\\.ai");
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private VobizRecordingFiles() {}

  /** The address that was told, at first; when that did not help, what the API says now. */
  static ApiStep<RecordingPlace> place(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    Optional<VobizApi> api = VobizApi.of(account);
    boolean isFirst = recording.tries() <= 1 && recording.url().isPresent();
    if (isFirst || api.isEmpty()) {
      return new Finished<>(place(recording.url(), account, api));
    }
    if (!VobizApi.isId(recording.id())) {
      return new Finished<>(place(recording.url(), account, api));
    }
    if (replies.isEmpty()) {
      return Send.read("where is the recording", api.get().get(path(recording)));
    }
    HttpReply reply = replies.getFirst();
    if (!VobizApi.isDone(reply)) {
      return reply.status() == NOT_FOUND
          ? new Finished<>(notYet(recording.url(), account, api))
          : new Failed<>(VobizApi.explain(reply));
    }
    return new Finished<>(notYet(told(reply).or(recording::url), account, api));
  }

  /** The API was asked: what it does not say now, it may say later. */
  private static RecordingPlace notYet(
      Optional<String> told, CarrierAccount account, Optional<VobizApi> api) {
    return told.isEmpty() ? new Nowhere(Why.NOT_TOLD) : place(told, account, api);
  }

  private static Optional<String> told(HttpReply reply) {
    try {
      return JsonBody.text(JsonBody.object(reply.body()), "recording_url");
    } catch (MalformedWebhookException unreadable) {
      return Optional.empty();
    }
  }

  private static RecordingPlace place(
      Optional<String> told, CarrierAccount account, Optional<VobizApi> api) {
    if (told.isEmpty()) {
      return new Nowhere(Why.NO_ADDRESS);
    }
    return RecordingHosts.address(told.get())
        .filter(url -> isOurs(url, account, api))
        .<RecordingPlace>map(url -> new At(url.toString(), headers(url, api)))
        .orElseGet(() -> new Nowhere(Why.OTHER_HOST));
  }

  private static boolean isOurs(URI url, CarrierAccount account, Optional<VobizApi> api) {
    return OWN_HOST.matcher(RecordingHosts.host(url)).matches()
        || RecordingHosts.isConfigured(url, account)
        || api.filter(own -> RecordingHosts.isAt(url, own.account())).isPresent();
  }

  private static Map<String, String> headers(URI url, Optional<VobizApi> api) {
    return api.filter(own -> RecordingHosts.isAt(url, own.account()))
        .map(VobizApi::credentials)
        .orElse(Map.of());
  }

  private static String path(RecordingRef recording) {
    return "/Recording/" + recording.id() + "/";
  }

  static boolean canDelete(CarrierAccount account) {
    return VobizApi.of(account).isPresent();
  }

  static ApiStep<Boolean> delete(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    Optional<VobizApi> api = VobizApi.of(account);
    if (api.isEmpty() || !VobizApi.isId(recording.id())) {
      return new Failed<>(VobizApi.missingCredentials());
    }
    if (replies.isEmpty()) {
      CarrierRequest request = api.get().delete(path(recording));
      return new Send<>("delete the recording", request, true, HttpReply.ok());
    }
    int status = replies.getFirst().status();
    return new Finished<>(status / 100 == 2 || status == NOT_FOUND || status == GONE);
  }
}
