package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupReport;
import io.bauta.number.ProxyNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets numbers lead to our application, one by one. What Vobiz refuses is left for people to do,
 * and the others are done all the same.
 *
 * <p>One of Vobiz's guides says that some tokens may not use this part of the API, and that numbers
 * are then to be attached in the console.
 *
 * @param application the id of our application
 * @param left what is not attached yet
 */
record VobizAttaching(
    VobizSetUp setUp, String application, List<VobizOwnNumber> left, SetupReport sofar)
    implements VobizStep<SetupReport> {

  static VobizStep<SetupReport> begin(VobizSetUp setUp, String application, SetupReport sofar) {
    if (setUp.plan().numbers().isEmpty()) {
      return VobizStep.finished(sofar);
    }
    return new VobizNumberPages<>(
        setUp.api(),
        setUp.home(),
        own -> sorted(setUp, application, own, sofar),
        refusal ->
            VobizStep.finished(
                withTodo(
                    sofar,
                    setUp.plan().numbers().stream()
                        .map(number -> byHand(number, setUp, refusal))
                        .toList())));
  }

  /** Tells what is attached from what is not, and from what is not ours. */
  private static VobizStep<SetupReport> sorted(
      VobizSetUp setUp, String application, List<VobizOwnNumber> own, SetupReport sofar) {
    Map<ProxyNumber, VobizOwnNumber> byNumber = new HashMap<>();
    own.forEach(number -> byNumber.put(number.number().number(), number));
    List<VobizOwnNumber> left = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (ProxyNumber number : setUp.plan().numbers()) {
      VobizOwnNumber listed = byNumber.get(number);
      if (listed == null) {
        missing.add(
            "Rent %s at Vobiz, or take it out of its pool: this account has no such number."
                .formatted(number));
      } else if (!listed.application().equals(Optional.of(application))) {
        left.add(listed);
      }
    }
    return next(new VobizAttaching(setUp, application, left, withTodo(sofar, missing)));
  }

  private static VobizStep<SetupReport> next(VobizAttaching attaching) {
    return attaching.left.isEmpty() ? VobizStep.finished(attaching.sofar) : attaching;
  }

  /** In a path the plus must be escaped. */
  @Override
  public ApiStep<SetupReport> now() {
    String path = "/numbers/%s/application".formatted(number().e164().replace("+", "%2B"));
    return new ApiStep.Send<>(
        "attach " + what(),
        setUp.api().post(path, Map.of("application_id", application)),
        true,
        HttpReply.ok());
  }

  @Override
  public VobizStep<SetupReport> after(HttpReply reply) {
    SetupReport report =
        VobizApi.isDone(reply)
            ? withChange(sofar, "attached " + what())
            : withTodo(sofar, List.of(byHand(number(), setUp, reply)));
    return next(new VobizAttaching(setUp, application, left.subList(1, left.size()), report));
  }

  private ProxyNumber number() {
    return left.getFirst().number().number();
  }

  private String what() {
    return "%s to the application '%s'".formatted(number(), setUp.name())
        + left.getFirst().application().map(other -> ", away from " + other).orElse("");
  }

  private static String byHand(ProxyNumber number, VobizSetUp setUp, HttpReply refusal) {
    return "Attach %s to the application '%s' in the Vobiz console, unless it is: %s."
        .formatted(number, setUp.name(), VobizApi.explain(refusal));
  }

  private static SetupReport withChange(SetupReport report, String change) {
    List<String> changed = new ArrayList<>(report.changed());
    changed.add(change);
    return new SetupReport(changed, report.todo());
  }

  private static SetupReport withTodo(SetupReport report, List<String> more) {
    List<String> todo = new ArrayList<>(report.todo());
    todo.addAll(more);
    return new SetupReport(report.changed(), todo);
  }
}
