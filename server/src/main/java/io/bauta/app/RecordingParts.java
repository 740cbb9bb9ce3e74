package io.bauta.app;

import io.bauta.carrier.CarrierAccount;
import io.bauta.fetch.FetchSettings;
import io.bauta.fetch.Fetcher;
import io.bauta.fetch.Housekeeper;
import io.bauta.fetch.Recordings;
import io.bauta.id.TimeOrderedIds;
import io.bauta.media.DirectoryMedia;
import io.bauta.media.MediaStore;
import io.bauta.media.S3Media;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbox.CommandSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What fetches, keeps, deletes and plays recordings. */
final class RecordingParts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingParts.class);

  private final RecordingsConfig config;
  private final Optional<Duration> retention;
  private final MediaStore media;
  private final Fetcher fetcher;
  private final Housekeeper housekeeper;
  private final Recordings recordings;

  /** Everything made; nothing is fetched before {@link #start}. */
  RecordingParts(
      RecordingsConfig config,
      Optional<Duration> retention,
      Path dataDirectory,
      Stores stores,
      CommandSender sender,
      List<CarrierAccount> accounts,
      TimeOrderedIds ids,
      Clock clock) {
    this.config = config;
    this.retention = retention;
    this.media = media(config);
    FetchSettings settings = new FetchSettings(config.deletesAtCarrier(), retention);
    this.fetcher =
        new Fetcher(
            stores.recordings(),
            media,
            stores.mediaVault(),
            staging(dataDirectory),
            new OutboundHttp(config.reach(), "bauta/" + BuildVersion.number()),
            sender,
            accounts,
            settings,
            clock);
    this.housekeeper =
        new Housekeeper(
            stores.recordings(), media, fetcher, sender, accounts, settings, ids, clock);
    this.recordings = new Recordings(stores.recordings(), media, stores.mediaVault(), fetcher);
  }

  private static MediaStore media(RecordingsConfig config) {
    if (config.s3().isPresent()) {
      return new S3Media(config.s3().get());
    }
    try {
      return new DirectoryMedia(config.directory());
    } catch (IOException notMade) {
      throw new UncheckedIOException(
          "recordings.directory %s: the directory cannot be made".formatted(config.directory()),
          notMade);
    }
  }

  /** Where recordings are while they arrive, sealed, whatever they are kept in. */
  private static Path staging(Path dataDirectory) {
    try {
      return OwnDirectory.make(dataDirectory.resolve("arriving"));
    } catch (IOException notMade) {
      throw new UncheckedIOException(
          "--data %s: the directory for arriving recordings cannot be made"
              .formatted(dataDirectory),
          notMade);
    }
  }

  void start() {
    LOG.info(
        "recordings are kept in {}, {}; {}",
        media.place(),
        retention
            .map(kept -> "for %d days".formatted(kept.toDays()))
            .orElse("until somebody deletes them"),
        config.deletesAtCarrier()
            ? "the carrier's copy is deleted when ours is verified"
            : "carriers keep their copies");
    fetcher.start();
    housekeeper.start();
  }

  Recordings recordings() {
    return recordings;
  }

  @Override
  public void close() {
    housekeeper.close();
    fetcher.close();
    media.close();
  }
}
