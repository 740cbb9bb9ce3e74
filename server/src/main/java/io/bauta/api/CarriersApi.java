package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.proof.ProofLog;
import io.bauta.proof.ProofMark;
import io.bauta.proof.ProofState;
import io.bauta.proof.ProofState.Seen;
import io.bauta.proof.Weakness;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The carrier accounts: what proof each demands, what it could demand, and what it saw. */
public final class CarriersApi {

  private final Accounts accounts;
  private final ProofLog proofs;
  private final Clock clock;

  public CarriersApi(Accounts accounts, ProofLog proofs, Clock clock) {
    this.accounts = accounts;
    this.proofs = proofs;
    this.clock = clock;
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    String after = request.queryValue("cursor").orElse("");
    List<CarrierAccount> found =
        accounts.all().stream()
            .sorted(Comparator.comparing(CarrierAccount::name))
            .filter(account -> account.name().compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(found, limit, this::json, CarrierAccount::name);
  }

  ApiReply get(ApiRequest request) {
    return accounts
        .find(request.pathValue("account"))
        .map(account -> ApiReply.ok(json(account)))
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem(404, "not_found", "no such carrier account is configured")));
  }

  private ObjectNode json(CarrierAccount account) {
    CarrierProfile profile = Accounts.profile(account);
    List<Weakness> weaknesses = Weakness.of(account, profile);
    ObjectNode json = Json.object();
    json.put("name", account.name());
    json.put("carrier", account.carrier());
    json.put("public_url", account.publicUrl().orElse(null));
    json.putObject("demanded")
        .put("signature", Names.of(account.signature()))
        .put("setting", profile.proof().setting())
        .put("path_secret", account.pathSecret().isPresent());
    json.put("best", Names.of(profile.proof().best()));
    json.put("weaker", !weaknesses.isEmpty());
    ArrayNode list = json.putArray("weaknesses");
    weaknesses.forEach(
        weakness ->
            list.addObject()
                .put("kind", Names.of(weakness.kind()))
                .put("what", weakness.what())
                .put("why", weakness.why())
                .put("mend", weakness.mend()));
    json.set("seen", seen(proofs.state(account.name(), clock.instant())));
    return json;
  }

  private static ObjectNode seen(ProofState state) {
    ObjectNode json = Json.object();
    json.put("since", state.since().toString());
    Stream.of(ProofMark.GENUINE, ProofMark.UNSIGNED, ProofMark.NOT_CHECKED)
        .forEach(mark -> json.set(Names.of(mark), seen(state.of(mark))));
    ObjectNode forged = seen(state.ofForged());
    forged.put("last_reason", state.lastForged().map(Names::of).orElse(null));
    forged.put("last_hour", state.forgedLastHour());
    ObjectNode reasons = forged.putObject("reasons");
    Arrays.stream(ProofMark.values())
        .filter(ProofMark::isForged)
        .forEach(
            mark ->
                state
                    .of(mark)
                    .ifPresent(some -> reasons.set(Names.of(mark), seen(state.of(mark)))));
    json.set("forged", forged);
    return json;
  }

  private static ObjectNode seen(Optional<Seen> seen) {
    return Json.object()
        .put("last_at", seen.map(Seen::lastAt).map(Instant::toString).orElse(null))
        .put("since_start", seen.map(Seen::sinceStart).orElse(0L))
        .put("total", seen.map(Seen::total).orElse(0L));
  }
}
