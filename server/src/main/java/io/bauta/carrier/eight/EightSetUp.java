package io.bauta.carrier.eight;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Points the webhooks of a sub-account at us: reads what is there, makes what is missing or
 * differs, reads again. There is one webhook of each type, and no request that changes one: what is
 * made a second time should replace the first. Where it does not, the type is deleted and made
 * anew.
 *
 * <p>Lives for one step: it follows the replies so far from the beginning to where they end.
 */
final class EightSetUp {

  /** Made, and where that did not help, made anew. */
  private static final int ROUNDS = 2;

  private final CarrierAccount account;
  private final EightApi api;
  private final List<EightWebhook> wanted;
  private final SetupPlan plan;
  private final Iterator<HttpReply> replies;
  private final Set<String> made = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();

  private EightSetUp(
      CarrierAccount account,
      EightApi api,
      List<EightWebhook> wanted,
      SetupPlan plan,
      List<HttpReply> replies) {
    this.account = account;
    this.api = api;
    this.wanted = wanted;
    this.plan = plan;
    this.replies = replies.iterator();
  }

  static ApiStep<SetupReport> next(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    Optional<EightApi> api = EightApi.of(account);
    if (api.isEmpty()) {
      return new Failed<>(EightApi.notConfigured(account));
    }
    List<EightWebhook> wanted = new ArrayList<>();
    for (EightEvent event : EightEvent.values()) {
      if (event != EightEvent.OTHER) {
        EightWebhook.wanted(event, account).ifPresent(wanted::add);
      }
    }
    return wanted.isEmpty()
        ? new Failed<>("8x8 must be told how to reach this server: set public-url")
        : new EightSetUp(account, api.get(), wanted, plan, replies).next();
  }

  private ApiStep<SetupReport> next() {
    for (int round = 0; replies.hasNext(); round++) {
      HttpReply listing = replies.next();
      if (!EightApi.isDone(listing)) {
        return new Failed<>("the webhooks were not listed: " + EightApi.why(listing));
      }
      List<EightChange> changes;
      try {
        changes = changes(EightWebhook.listed(listing), round);
      } catch (MalformedWebhookException unreadable) {
        return new Failed<>("8x8's list of webhooks cannot be read: " + unreadable.getMessage());
      }
      if (changes.isEmpty()) {
        return finish();
      }
      if (round == ROUNDS) {
        return giveUp(changes);
      }
      Optional<ApiStep<SetupReport>> step = carryOut(changes);
      if (step.isPresent()) {
        return step.get();
      }
    }
    return made.isEmpty() && refused.isEmpty() ? list() : listAgain();
  }

  private List<EightChange> changes(List<EightWebhook> listed, int round) {
    List<EightChange> changes = new ArrayList<>();
    for (EightWebhook webhook : wanted) {
      if (!refused.contains(webhook.type())) {
        changes.addAll(EightChange.needed(webhook, listed, round > 0));
      }
    }
    return changes;
  }

  /** The first change that has no reply yet, or the end; empty when all are made. */
  private Optional<ApiStep<SetupReport>> carryOut(List<EightChange> changes) {
    for (EightChange change : changes) {
      if (!replies.hasNext()) {
        return Optional.of(change.send(api, account));
      }
      HttpReply reply = replies.next();
      if (!isSettled(change, reply)) {
        return Optional.of(
            new Failed<>("could not %s: %s".formatted(change.purpose(), EightApi.why(reply))));
      }
    }
    return Optional.empty();
  }

  /** Whether to go on. What is to be deleted may be gone already. */
  private boolean isSettled(EightChange change, HttpReply reply) {
    boolean tolerable = change.optional() && EightApi.isRefusal(reply);
    if (change.removal()) {
      return tolerable || EightApi.isDone(reply) || reply.status() == 404;
    }
    if (EightApi.isDone(reply)) {
      made.add(change.type());
      return true;
    }
    return tolerable && refused.add(change.type());
  }

  private ApiStep<SetupReport> giveUp(List<EightChange> changes) {
    List<String> wrong = changes.stream().map(EightChange::type).distinct().toList();
    made.removeAll(wrong);
    refused.addAll(wrong);
    return changes.stream().allMatch(EightChange::optional)
        ? finish()
        : new Failed<>(
            "8x8 took the webhooks and does not list them so; still wrong: "
                + String.join(", ", wrong));
  }

  private ApiStep<SetupReport> list() {
    return Send.read("list the webhooks of the sub-account", api.get(EightChange.PATH));
  }

  /**
   * Part of the change, also for whoever only wants to see the steps: without the change the list
   * would show what was there before it.
   */
  private ApiStep<SetupReport> listAgain() {
    return new Send<>(
        "list the webhooks again, to see that 8x8 has them so",
        api.get(EightChange.PATH),
        true,
        EightWebhook.listing(
            wanted.stream().filter(webhook -> !refused.contains(webhook.type())).toList()));
  }

  /** Numbers lead to the webhooks by being the sub-account's, which only 8x8's people can do. */
  private ApiStep<SetupReport> finish() {
    List<String> todo = new ArrayList<>();
    if (!refused.isEmpty()) {
      todo.add(
          "8x8 did not take the VNU webhook: do without news about numbers, or ask your 8x8"
              + " account manager");
    }
    if (!plan.numbers().isEmpty()) {
      if (!replies.hasNext()) {
        return EightCatalogue.ask(api);
      }
      todo.addAll(EightCatalogue.missing(plan.numbers(), account, replies.next()));
    }
    List<String> changed = made.stream().map(type -> "webhook " + type + ": leads here").toList();
    return new Finished<>(new SetupReport(changed, todo));
  }
}
