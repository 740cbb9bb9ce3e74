package io.bauta.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import io.bauta.access.Caller;
import io.bauta.api.VaultDesk.MasterOutcome;
import io.bauta.audit.AuditEntry;
import io.bauta.audit.MemoryAuditLog;
import io.bauta.id.TimeOrderedIds;
import io.bauta.vault.Keyset;
import io.bauta.vault.VaultStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is answered when a change of the master key does not end as it should. */
class VaultApiTest {

  /** At which each wish has the same outcome. */
  private record Desk(MasterOutcome outcome) implements VaultDesk {

    @Override
    public VaultStatus status() {
      return new VaultStatus("data/master.key", Instant.EPOCH, List.of(), Optional.empty());
    }

    @Override
    public Optional<String> rotate(Keyset keyset, AuditEntry entry) {
      return Optional.of("a data key is not meant here");
    }

    @Override
    public MasterOutcome rotateMaster(AuditEntry entry) {
      assertThat(entry.action()).isEqualTo("vault.rotated");
      return outcome;
    }
  }

  private static ApiReply rotated(MasterOutcome outcome) {
    AuditApi audit = new AuditApi(new MemoryAuditLog(), new TimeOrderedIds(), new HandClock());
    return new VaultApi(new Desk(outcome), audit)
        .rotate(
            new ApiRequest(
                Map.of(),
                Map.of(),
                Map.of(),
                "{\"key\":\"master\"}".getBytes(UTF_8),
                "",
                Caller.ADMIN));
  }

  private static Problem refused(MasterOutcome outcome) {
    Problem[] said = new Problem[1];
    assertThatThrownBy(() -> rotated(outcome))
        .isInstanceOfSatisfying(ProblemException.class, refused -> said[0] = refused.problem());
    return said[0];
  }

  @Test
  void whatIsLeftToDoIsAWarningBesideWhatIsDone() {
    ApiReply done = rotated(new MasterOutcome.Done());
    assertThat(done.status()).isEqualTo(200);
    assertThat(Json.read(done.body()).has("warning")).isFalse();

    ApiReply but = rotated(new MasterOutcome.DoneBut("it is in data/master.key.next"));
    assertThat(but.status()).isEqualTo(200);
    JsonNode body = Json.read(but.body());
    assertThat(body.path("warning").asString("")).isEqualTo("it is in data/master.key.next");
    assertThat(body.at("/master_key/place").asString("")).isEqualTo("data/master.key");
  }

  @Test
  void whatNobodyKnowsIsNeitherDoneNorRefused() {
    Problem unsure = refused(new MasterOutcome.Unsure("keep both, and ask again"));
    assertThat(unsure.status()).isEqualTo(503);
    assertThat(unsure.code()).isEqualTo("store_unavailable");
    assertThat(unsure.detail()).isEqualTo("keep both, and ask again");

    Problem not = refused(new MasterOutcome.Refused("it is said by a variable"));
    assertThat(not.status()).isEqualTo(409);
    assertThat(not.code()).isEqualTo("rotation_refused");
  }
}
