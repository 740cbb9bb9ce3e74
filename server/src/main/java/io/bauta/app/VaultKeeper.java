package io.bauta.app;

import io.bauta.api.VaultDesk;
import io.bauta.audit.AuditEntry;
import io.bauta.store.SqlVault;
import io.bauta.vault.Keyset;
import io.bauta.vault.VaultStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of a rotation of keys, one after the other, beside everything else. */
final class VaultKeeper implements VaultDesk, AutoCloseable {

  /** After a fault, such as a database that is away; or while others use the keys for long. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(VaultKeeper.class);

  private final SqlVault vault;
  private final Clock clock;
  private final ScheduledExecutorService steps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bauta-vault").factory());

  VaultKeeper(SqlVault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /** Goes on with what was under way when the server stopped. */
  void start() {
    vault
        .progress()
        .ifPresent(
            left ->
                LOG.info(
                    "the rotation of the key of {} goes on",
                    left.keyset().name().toLowerCase(Locale.ROOT)));
    soon(Duration.ZERO);
  }

  private void soon(Duration delay) {
    try {
      var _ = steps.schedule(this::step, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("the server stops", closed);
    }
  }

  private void step() {
    try {
      switch (vault.step(clock.instant())) {
        case TAKEN -> soon(Duration.ZERO);
        case PUT_OFF -> soon(AGAIN_AFTER);
        case NONE -> {}
      }
    } catch (RuntimeException fault) {
      LOG.warn("a rotation of keys waits, and goes on by itself: {}", fault.getMessage());
      LOG.debug("cause", fault);
      soon(AGAIN_AFTER);
    }
  }

  @Override
  public VaultStatus status() {
    return vault.status();
  }

  @Override
  public Optional<String> rotate(Keyset keyset, AuditEntry entry) {
    Optional<String> refused = refusal(vault.start(keyset, entry));
    if (refused.isEmpty()) {
      soon(Duration.ZERO);
    }
    return refused;
  }

  @Override
  public MasterOutcome rotateMaster(AuditEntry entry) {
    return switch (vault.rotateMaster(entry)) {
      case SqlVault.Outcome.Done() -> new MasterOutcome.Done();
      case SqlVault.MasterOutcome.DoneBut(String left) -> new MasterOutcome.DoneBut(left);
      case SqlVault.MasterOutcome.Unsure(String what) -> new MasterOutcome.Unsure(what);
      case SqlVault.Outcome.Refused(String why) -> new MasterOutcome.Refused(why);
    };
  }

  private static Optional<String> refusal(SqlVault.Outcome outcome) {
    return switch (outcome) {
      case SqlVault.Outcome.Done() -> Optional.empty();
      case SqlVault.Outcome.Refused(String why) -> Optional.of(why);
    };
  }

  /** Lets the step that is being taken end; the next start takes the next. */
  @Override
  public void close() {
    steps.shutdownNow();
    try {
      boolean _ = steps.awaitTermination(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
