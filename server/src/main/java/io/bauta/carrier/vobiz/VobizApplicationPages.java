package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.SetupReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Looks for our application in the list of all, page by page, and goes on with what must be done to
 * it.
 *
 * @param offset how many applications the pages before held
 * @param found ours among them; more than one when somebody made another
 */
record VobizApplicationPages(VobizSetUp setUp, int page, int offset, List<VobizApplication> found)
    implements VobizStep<SetupReport> {

  /** One page of the documentation allows a hundred, and Vobiz's own tools no more than this. */
  private static final int LIMIT = 20;

  private static final int PAGES_MAX = 100;

  VobizApplicationPages(VobizSetUp setUp) {
    this(setUp, 1, 0, List.of());
  }

  @Override
  public ApiStep<SetupReport> now() {
    return ApiStep.Send.read(
        "look for the application '%s', page %d".formatted(setUp.name(), page),
        setUp.api().get("/Application/?limit=%d&offset=%d".formatted(LIMIT, offset)));
  }

  @Override
  public VobizStep<SetupReport> after(HttpReply reply) {
    if (!VobizApi.isDone(reply)) {
      return VobizStep.failed("listing the applications: " + VobizApi.explain(reply));
    }
    try {
      JsonNode list = JsonBody.object(reply.body());
      JsonNode objects = list.path("objects");
      List<VobizApplication> all = new ArrayList<>(found);
      for (JsonNode object : objects) {
        VobizApplication.read(object, setUp.name()).ifPresent(all::add);
      }
      int seen = offset + objects.size();
      boolean more = !objects.isEmpty() && isMore(list.path("meta"), seen);
      return more ? next(seen, all) : decide(all);
    } catch (MalformedWebhookException unreadable) {
      return VobizStep.failed(
          "Vobiz's list of applications cannot be read: " + unreadable.getMessage());
    }
  }

  /** By the count and, where there is none, by the link: to stop early would make a second one. */
  private static boolean isMore(JsonNode meta, int seen) throws MalformedWebhookException {
    return meta.path("total_count").isNumber()
        ? seen < meta.path("total_count").asLong(0)
        : JsonBody.text(meta, "next").isPresent();
  }

  private VobizStep<SetupReport> next(int seen, List<VobizApplication> all) {
    return page == PAGES_MAX
        ? VobizStep.failed("Vobiz lists more than %d pages of applications".formatted(PAGES_MAX))
        : new VobizApplicationPages(setUp, page + 1, seen, all);
  }

  private VobizStep<SetupReport> decide(List<VobizApplication> all)
      throws MalformedWebhookException {
    if (all.isEmpty()) {
      return VobizApplicationChange.create(setUp);
    }
    VobizApplication ours = all.getFirst();
    List<String> todo =
        all.stream()
            .skip(1)
            .map(
                other ->
                    "Delete the application %s in the Vobiz console: it is called '%s' as well as %s."
                        .formatted(other.id(), setUp.name(), ours.id()))
            .toList();
    Map<String, String> differing = ours.differing(setUp.wanted());
    return differing.isEmpty()
        ? setUp.numbers(ours.id(), List.of(), todo)
        : VobizApplicationChange.update(setUp, ours, differing, todo);
  }
}
