package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.SetupReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes our application, or changes what it says.
 *
 * @param application its id; empty as long as it is not there
 * @param purpose what is done, as it is said before
 * @param done the same, as it is said after
 */
record VobizApplicationChange(
    VobizSetUp setUp,
    Optional<String> application,
    CarrierRequest request,
    String purpose,
    String done,
    List<String> todo)
    implements VobizStep<SetupReport> {

  /** As Vobiz replies to a new application; its id stands for one that nobody has yet. */
  private static final HttpReply ASSUMED =
      HttpReply.text(201, "application/json", "{\"app_id\":\"NEW\",\"message\":\"created\"}");

  static VobizApplicationChange create(VobizSetUp setUp) {
    return new VobizApplicationChange(
        setUp,
        Optional.empty(),
        setUp.api().post("/Application/", VobizApplication.whole(setUp.name(), setUp.wanted())),
        "make the application '%s'".formatted(setUp.name()),
        "made the application '%s'".formatted(setUp.name()),
        List.of());
  }

  /** Values are left out of what is said: a URL may hold the path secret. */
  static VobizApplicationChange update(
      VobizSetUp setUp, VobizApplication ours, Map<String, String> fields, List<String> todo) {
    String what =
        "%s of the application '%s'".formatted(String.join(", ", fields.keySet()), setUp.name());
    return new VobizApplicationChange(
        setUp,
        Optional.of(ours.id()),
        setUp.api().post("/Application/%s/".formatted(ours.id()), ours.change(fields)),
        "change " + what,
        "changed " + what,
        todo);
  }

  @Override
  public ApiStep<SetupReport> now() {
    return new ApiStep.Send<>(purpose, request, true, ASSUMED);
  }

  @Override
  public VobizStep<SetupReport> after(HttpReply reply) {
    if (!VobizApi.isDone(reply)) {
      return VobizStep.failed("to %s: %s".formatted(purpose, VobizApi.explain(reply)));
    }
    try {
      String id =
          application.isPresent()
              ? application.get()
              : VobizApplication.id(JsonBody.object(reply.body()));
      return setUp.numbers(id, List.of(done), todo);
    } catch (MalformedWebhookException unreadable) {
      // It is there now, and the next run finds it by its name.
      return VobizStep.failed(
          "%s, but Vobiz's reply cannot be read (%s): run this again"
              .formatted(done, unreadable.getMessage()));
    }
  }

  /** Redacted: a URL in the request may hold a secret. */
  @Override
  public String toString() {
    return "VobizApplicationChange[" + purpose + "]";
  }
}
