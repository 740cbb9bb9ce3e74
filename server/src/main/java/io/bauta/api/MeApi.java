package io.bauta.api;

import io.bauta.access.ApiKey;
import io.bauta.access.Caller;
import io.bauta.access.Identity;
import io.bauta.access.Keys;
import io.bauta.access.Login;
import io.bauta.access.Logins;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells whoever asks who they are here, and what they may. */
public final class MeApi {

  private final Keys keys;
  private final Logins logins;
  private final Clock clock;

  public MeApi(Keys keys, Logins logins, Clock clock) {
    this.keys = keys;
    this.logins = logins;
    this.clock = clock;
  }

  ApiReply get(ApiRequest request) {
    Caller caller = request.caller();
    ObjectNode json = Json.object();
    json.put("kind", kind(caller.identity()));
    json.put("id", caller.identity().id());
    json.put("name", caller.name());
    json.put("subject", login(caller).map(login -> login.person().subject()).orElse(null));
    ArrayNode roles = json.putArray("roles");
    caller.roles().stream().sorted().map(Names::of).forEach(roles::add);
    switch (caller.scope()) {
      case PoolScope.All() -> json.putNull("pools");
      case PoolScope.Only(Set<PoolId> pools) -> {
        ArrayNode list = json.putArray("pools");
        pools.stream().map(PoolId::toString).sorted().forEach(list::add);
      }
    }
    json.put("until", until(caller).map(Instant::toString).orElse(null));
    return ApiReply.ok(json);
  }

  private static String kind(Identity identity) {
    return switch (identity) {
      case Identity.AdminKey _ -> "admin_key";
      case Identity.Key _ -> "key";
      case Identity.Human _ -> "person";
    };
  }

  private Optional<Instant> until(Caller caller) {
    return switch (caller.identity()) {
      case Identity.AdminKey _ -> Optional.empty();
      case Identity.Key(var id) -> keys.find(id).flatMap(ApiKey::expiresAt);
      case Identity.Human _ -> login(caller).map(Login::until);
    };
  }

  private Optional<Login> login(Caller caller) {
    return caller.identity() instanceof Identity.Human(var _, var id)
        ? logins.find(id, clock.instant())
        : Optional.empty();
  }
}
