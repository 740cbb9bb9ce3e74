package io.bauta.app.play;

import io.bauta.app.ApiClient;
import io.bauta.app.Bauta;
import io.bauta.app.Config;
import io.bauta.app.FreePort;
import io.bauta.app.RecordingsConfig;
import io.bauta.carrier.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Masked calls against a real server: a server of its own, and beside it one pretended carrier for
 * each account, with real proofs over HTTP.
 */
final class Demo implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Bauta bauta;
  private final ApiClient api;
  private final List<Stage> stages = new ArrayList<>();

  /** Starts a server on {@code dataDirectory}, and carriers that call it. */
  Demo(List<Staging> stagings, Path dataDirectory, Clock clock) {
    int port = FreePort.of(HOST);
    URI url = URI.create("http://%s:%d".formatted(HOST, port));
    stagings.forEach(staging -> stages.add(staging.stage(url, clock.instant())));
    this.bauta = Bauta.start(config(port, dataDirectory), clock);
    this.api = new ApiClient(url, ApiClient.key(null, dataDirectory));
  }

  private Config config(int port, Path dataDirectory) {
    return new Config(
        HOST,
        port,
        dataDirectory,
        new Secret("sqlite:" + dataDirectory.resolve("bauta.db")),
        Optional.empty(),
        stages.stream().map(Stage::account).toList(),
        Optional.empty(),
        Optional.empty(),
        RecordingsConfig.ofDemo(dataDirectory),
        Optional.empty());
  }

  URI url() {
    return bauta.url();
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** Plays every call on {@code stage}; {@code show} gets each one as soon as it is over. */
  List<Scene> play(Stage stage, Consumer<Scene> show) throws InterruptedException {
    Platform platform = new Platform(api, stage);
    platform.opensSession();
    Plays plays = new Plays(stage, platform);
    List<Scene> scenes = new ArrayList<>();
    for (Play play : Play.values()) {
      Scene scene = plays.perform(play);
      show.accept(scene);
      scenes.add(scene);
    }
    return scenes;
  }

  @Override
  public void close() {
    bauta.close();
    stages.forEach(Stage::close);
  }
}
