package io.bauta.api;

import io.bauta.api.VaultDesk.MasterOutcome;
import io.bauta.audit.AuditEntry;
import io.bauta.vault.Keyset;
import io.bauta.vault.RotationProgress;
import io.bauta.vault.VaultStatus;
import io.bauta.vault.VaultStatus.KeyInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys that keep numbers secret: their ids and ages, never themselves; and their rotation. */
public final class VaultApi {

  private static final String KIND = "vault";

  private final VaultDesk vault;
  private final AuditApi audit;

  public VaultApi(VaultDesk vault, AuditApi audit) {
    this.vault = vault;
    this.audit = audit;
  }

  /** What can be rotated. */
  private enum Rotated {
    SEALING,
    TOKENS,
    MASTER
  }

  ApiReply get(ApiRequest request) {
    return ApiReply.ok(json(vault.status()));
  }

  ApiReply rotate(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("key"));
    Rotated key =
        fields.optionalChoice("key", Rotated.class).orElseThrow(() -> fields.missing("key"));
    return switch (key) {
      case SEALING -> begun(Keyset.SEALING, entry(request, "vault.rotation_begun", key));
      case TOKENS -> begun(Keyset.TOKENS, entry(request, "vault.rotation_begun", key));
      case MASTER -> masterRotated(vault.rotateMaster(entry(request, "vault.rotated", key)));
    };
  }

  private ApiReply begun(Keyset keyset, AuditEntry entry) {
    Optional<String> refused = vault.rotate(keyset, entry);
    if (refused.isPresent()) {
      throw refused(refused.get());
    }
    return ApiReply.accepted(json(vault.status()));
  }

  private ApiReply masterRotated(MasterOutcome outcome) {
    return switch (outcome) {
      case MasterOutcome.Done() -> ApiReply.ok(json(vault.status()));
      case MasterOutcome.DoneBut(String left) ->
          ApiReply.ok(json(vault.status()).put("warning", left));
      case MasterOutcome.Unsure(String what) ->
          throw new ProblemException(new Problem(503, "store_unavailable", what));
      case MasterOutcome.Refused(String why) -> throw refused(why);
    };
  }

  private static ProblemException refused(String why) {
    return new ProblemException(new Problem(409, "rotation_refused", why));
  }

  private AuditEntry entry(ApiRequest request, String action, Rotated key) {
    return audit.entry(request, action, KIND, Names.of(key), Optional.empty());
  }

  private static ObjectNode json(VaultStatus status) {
    ObjectNode json = Json.object();
    json.putObject("master_key")
        .put("place", status.masterKey())
        .put("wrapped_at", status.wrappedAt().toString());
    ArrayNode keys = json.putArray("keys");
    for (KeyInfo key : status.keys()) {
      keys.addObject()
          .put("kind", Names.of(key.keyset()))
          .put("id", "%08x".formatted(key.id()))
          .put("made_at", key.madeAt().toString())
          .put("retired_at", key.retiredAt().map(Object::toString).orElse(null));
    }
    json.set("rotation", status.rotation().map(VaultApi::json).orElse(null));
    return json;
  }

  private static ObjectNode json(RotationProgress progress) {
    return Json.object()
        .put("key", Names.of(progress.keyset()))
        .put("stage", progress.stage().toLowerCase(Locale.ROOT))
        .put("begun_at", progress.startedAt().toString())
        .put("pass", progress.pass())
        .put("table", progress.table().orElse(null))
        .put("rows_looked_at", progress.lookedAt())
        .put("rows", progress.rows())
        .put("rows_changed", progress.changed());
  }
}
