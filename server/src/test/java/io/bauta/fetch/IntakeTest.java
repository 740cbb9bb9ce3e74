package io.bauta.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.RecordingPlace.At;
import io.bauta.fetch.Intake.Taken;
import io.bauta.media.DirectoryMedia;
import io.bauta.media.MediaStore;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.Reach;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.Recording.Failure;
import io.bauta.simulator.LoopbackMedia;
import io.bauta.simulator.LoopbackMedia.Answer;
import io.bauta.vault.KeyRing;
import io.bauta.vault.MediaVault;
import io.bauta.vault.VaultKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may come of fetching one recording. */
@Timeout(30)
class IntakeTest {

  private static final String NAME = "rec_0190f3c2aaaabbbbccccddddeeeeff00";
  private static final long BYTES_MAX = 200_000;
  private static final byte[] AUDIO = LoopbackMedia.sound("/one.wav");

  private final LoopbackMedia there = new LoopbackMedia();
  private final OutboundHttp anywhere = new OutboundHttp(Reach.ANYWHERE, "test");
  private final OutboundHttp guarded = new OutboundHttp(Reach.PUBLIC_AT_443, "test");
  private final AtomicLong progress = new AtomicLong();
  private Path kept;
  private Path staging;
  private Intake intake;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    kept = directory.resolve("recordings");
    staging = Files.createDirectory(directory.resolve("arriving"));
    intake = intake(anywhere, Duration.ofSeconds(10));
  }

  private Intake intake(OutboundHttp http, Duration timeMax) throws Exception {
    return new Intake(
        http,
        new MediaVault(new KeyRing(VaultKeys.generate())),
        new DirectoryMedia(kept),
        staging,
        BYTES_MAX,
        timeMax);
  }

  @AfterEach
  void close() {
    anywhere.close();
    guarded.close();
    there.close();
  }

  private Taken take(String path) {
    return intake.take(new At(there.base().resolve(path).toString()), NAME, progress::set);
  }

  private Failure refused(Taken taken) {
    assertThat(taken).isInstanceOf(Taken.Not.class);
    return ((Taken.Not) taken).failure();
  }

  private void assertNothingIsLeft() throws Exception {
    for (Path place : List.of(kept, staging)) {
      try (var files = Files.walk(place)) {
        assertThat(files.filter(Files::isRegularFile).toList()).isEmpty();
      }
    }
  }

  @Test
  void whatArrivesIsStoredAndNothingIsInClear() throws Exception {
    Taken.Whole whole = (Taken.Whole) take("one.wav");
    assertThat(whole.contentType()).isEqualTo("audio/wav");
    assertThat(whole.bytes()).isEqualTo(AUDIO.length);
    assertThat(progress).hasValue(AUDIO.length);
    try (var files = Files.walk(kept)) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      assertThat(file).hasFileName(NAME);
      assertThat(new String(Files.readAllBytes(file), US_ASCII)).doesNotContain("WAVE");
    }
    try (var left = Files.list(staging)) {
      assertThat(left).isEmpty();
    }
  }

  /** Each with its reason; nothing is sent anywhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://127.0.0.1/one.wav          | address that is not public
          https://localhost/one.wav          | address that is not public
          https://[::1]/one.wav              | address that is not public
          https://0.0.0.0/one.wav            | address that is not public
          https://10.0.0.1/one.wav           | address that is not public
          https://172.16.3.4/one.wav         | address that is not public
          https://192.168.1.1/one.wav        | address that is not public
          https://100.64.0.1/one.wav         | address that is not public
          https://169.254.169.254/latest     | address that is not public
          https://[fe80::1]/one.wav          | address that is not public
          https://[fd00::1]/one.wav          | address that is not public
          https://[::ffff:10.0.0.1]/one.wav  | address that is not public
          https://[::ffff:169.254.169.254]/a | address that is not public
          https://2130706433/one.wav         | address that is not public
          http://recordings.example/one.wav  | expected https
          ftp://recordings.example/one.wav   | expected an absolute URL
          file:///etc/passwd                 | expected an absolute URL
          https://u:p@recordings.example/a   | without user name and password
          https://recordings.example:8443/a  | expected the port 443
          https://recordings.example:22/a    | expected the port 443
          not a URL                          | expected an absolute URL
          """)
  void whatLeadsWhereNothingIsFetchedFromIsRefusedWithItsReason(String url, String reason)
      throws Exception {
    intake = intake(guarded, Duration.ofSeconds(10));
    Failure failure = refused(intake.take(new At(url), NAME, progress::set));
    assertThat(failure.why()).isEqualTo(FetchFailure.ADDRESS_REFUSED);
    assertThat(failure.why().isFinal()).isTrue();
    assertThat(failure.detail()).contains(reason).doesNotContain("one.wav", "recordings.example");
    assertNothingIsLeft();
    assertThat(there.asked()).isEmpty();
  }

  /** Nobody deletes the carrier's copy for one that cannot be played. */
  @Test
  void whatTheStorageGivesBackOtherwiseIsNotStored() throws Exception {
    DirectoryMedia sound = new DirectoryMedia(kept);
    MediaStore broken =
        new MediaStore() {
          @Override
          public void put(String name, Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            sound.put(name, file);
          }

          @Override
          public SeekableByteChannel open(String name) throws IOException {
            return sound.open(name);
          }

          @Override
          public void delete(String name) throws IOException {
            sound.delete(name);
          }

          @Override
          public String place() {
            return sound.place();
          }

          @Override
          public void close() {
            sound.close();
          }
        };
    intake =
        new Intake(
            anywhere,
            new MediaVault(new KeyRing(VaultKeys.generate())),
            broken,
            staging,
            BYTES_MAX,
            Duration.ofSeconds(10));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.NOT_STORED);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    there.answersNext(Answer.redirect(URI.create("http://169.254.169.254/latest/meta-data/")));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.REDIRECTED);
    there.answersNext(Answer.redirect(there.base().resolve("two.wav")));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.REDIRECTED);
    assertThat(there.asked()).containsExactly("GET /one.wav", "GET /one.wav");
    assertNothingIsLeft();
  }

  @Test
  void headersAreSentOnlyWhereTheyAreSaid() {
    String url = there.base().resolve("one.wav").toString();
    intake.take(new At(url, Map.of("X-Auth-Token", "secret")), NAME, progress::set);
    intake.take(new At(url), NAME, progress::set);
    assertThat(there.headers().get(0)).containsKey("X-auth-token");
    assertThat(there.headers().get(1)).doesNotContainKeys("X-auth-token", "Authorization");
  }

  @Test
  void tooManyBytesAreNotTakenWhateverIsAnnounced() throws Exception {
    byte[] large = new byte[(int) BYTES_MAX + 1];
    System.arraycopy(AUDIO, 0, large, 0, AUDIO.length);
    there.answersNext(Answer.of("audio/wav", large));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.TOO_LARGE);
    there.answersNext(Answer.of("audio/wav", large).announcing(-1));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.TOO_LARGE);
    there.answersNext(Answer.of("audio/wav", AUDIO).withoutEnd());
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.TOO_LARGE);
    there.answersNext(Answer.of("audio/wav", AUDIO).announcing(Long.MAX_VALUE));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.TOO_LARGE);
    assertNothingIsLeft();
  }

  @Test
  void whatIsShorterThanAnnouncedIsCutOff() throws Exception {
    there.answersNext(Answer.of("audio/wav", AUDIO).announcing(AUDIO.length + 100L));
    Failure failure = refused(take("one.wav"));
    assertThat(failure.why()).isEqualTo(FetchFailure.CUT_OFF);
    assertThat(failure.why().isFinal()).isFalse();
    assertNothingIsLeft();
  }

  /** A connection that broke in the middle looks like one that came to its end. */
  @Test
  void whatSaysNotWhereItEndsIsCutOff() throws Exception {
    try (ServerSocket bare = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sendHalf(bare));
      String url = "http://127.0.0.1:%d/one.wav".formatted(bare.getLocalPort());
      Failure failure = refused(intake.take(new At(url), NAME, progress::set));
      assertThat(failure.why()).isEqualTo(FetchFailure.CUT_OFF);
      assertThat(failure.detail()).contains("does not say where it ends");
    }
    assertNothingIsLeft();
    there.answersNext(Answer.of("audio/wav", AUDIO).announcing(-1));
    assertThat(take("one.wav")).isInstanceOf(Taken.Whole.class);
  }

  private static void sendHalf(ServerSocket bare) {
    try (Socket asked = bare.accept()) {
      var in = new BufferedReader(new InputStreamReader(asked.getInputStream(), US_ASCII));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      OutputStream out = asked.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n\r\n".getBytes(US_ASCII));
      out.write(AUDIO, 0, AUDIO.length / 2);
      out.flush();
      asked.shutdownOutput();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void whatDoesNotEndInTimeIsLeft() throws Exception {
    intake = intake(anywhere, Duration.ofMillis(300));
    there.pauses(Duration.ofSeconds(20));
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.TOO_SLOW);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html,<html>,NOT_AUDIO",
    "application/json,{},NOT_AUDIO",
    "audio/mpeg,<?xml version='1.0'?><Error/>,NOT_AUDIO",
    "application/octet-stream,MZ..............,NOT_AUDIO",
    "video/mp4,RIFF....WAVE....,NOT_AUDIO",
    "image/png,RIFF....WAVE....,NOT_AUDIO",
  })
  void whatIsNoAudioIsNotTaken(String type, String body, FetchFailure why) throws Exception {
    there.answersNext(Answer.of(type, body.getBytes(US_ASCII)));
    assertThat(refused(take("one.wav")).why()).isEqualTo(why);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({
    "binary/octet-stream,RIFF....WAVE....,audio/wav",
    "application/octet-stream,ID3.............,audio/mpeg",
    "application/octet-stream,OggS............,audio/ogg",
    "Audio/X-WAV; charset=binary,anything at all.,audio/x-wav",
  })
  void whatIsAudioIsTakenForWhatItIs(String type, String body, String kept) {
    there.answersNext(Answer.of(type, body.getBytes(US_ASCII)));
    assertThat(((Taken.Whole) take("one.wav")).contentType()).isEqualTo(kept);
  }

  @Test
  void errorsAndEmptinessAreTriedAgain() throws Exception {
    there.answersNext(
        Answer.status(403),
        Answer.status(404),
        Answer.status(503),
        Answer.of("audio/wav", new byte[0]));
    for (int status : new int[] {403, 404, 503}) {
      Failure failure = refused(take("one.wav"));
      assertThat(failure.why()).isEqualTo(FetchFailure.REFUSED_THERE);
      assertThat(failure.detail()).isEqualTo("it was answered with status " + status);
    }
    assertThat(refused(take("one.wav")).why()).isEqualTo(FetchFailure.EMPTY);
    Taken nobody = intake.take(new At("http://127.0.0.1:1/one.wav"), NAME, progress::set);
    assertThat(refused(nobody).why()).isEqualTo(FetchFailure.UNREACHABLE);
    assertNothingIsLeft();
  }
}
