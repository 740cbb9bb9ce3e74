package io.bauta.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.simulator.LoopbackMedia;
import io.bauta.simulator.LoopbackMedia.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Against a real server, which checks every signature. */
@Timeout(60)
class S3MediaTest implements MediaStoreContract {

  private static RealS3 server;

  private Path arriving;
  private S3Media media;

  @BeforeAll
  static void serve() throws Exception {
    server = new RealS3();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    arriving = temporary;
    media = new S3Media(server.place(RealS3.SECRET_KEY));
    media.delete(NAME);
  }

  @AfterEach
  void close() {
    media.close();
  }

  @Override
  public MediaStore media() {
    return media;
  }

  @Override
  public Path arriving() {
    return arriving;
  }

  @Test
  void itLiesBelowThePrefix() throws IOException {
    media.put(NAME, Files.write(arriving.resolve("x"), new byte[] {1, 2, 3}));
    try (S3Client client = server.client()) {
      assertThat(client.listObjectsV2(request -> request.bucket(RealS3.BUCKET)).contents())
          .extracting(S3Object::key)
          .containsExactly("bauta/" + NAME);
    }
  }

  @Test
  void aWrongKeyStoresNothingAndSaysSo() throws IOException {
    Path file = Files.write(arriving.resolve("x"), new byte[] {1, 2, 3});
    try (S3Media stranger = new S3Media(server.place("another-secret-key"))) {
      assertThatThrownBy(() -> stranger.put(NAME, file))
          .isInstanceOf(IOException.class)
          .hasMessage("the bucket acme-recordings did not store it: status 403");
      assertThat(file).exists();
    }
    assertThatThrownBy(() -> media.open(NAME))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void whatTheStoreDoesNotKnowIsDeletedButNotWhereItKnowsNoBucket() throws IOException {
    try (LoopbackMedia other = new LoopbackMedia();
        S3Media strict =
            new S3Media(
                new S3Place(
                    Optional.of(other.base()),
                    "eu-central-1",
                    RealS3.BUCKET,
                    "",
                    true,
                    RealS3.ACCESS_KEY,
                    RealS3.SECRET_KEY))) {
      other.answersNext(notFound("NoSuchKey"), notFound("NoSuchBucket"));
      strict.delete(NAME);
      assertThat(other.asked()).containsExactly("DELETE /acme-recordings/" + NAME);
      assertThatThrownBy(() -> strict.delete(NAME)).isInstanceOf(IOException.class);
    }
  }

  private static Answer notFound(String code) {
    byte[] error = "<Error><Code>%s</Code></Error>".formatted(code).getBytes(US_ASCII);
    return new Answer(404, "application/xml", Map.of(), error, error.length, false);
  }

  @Test
  void aStoreThatIsAwayIsNotAnEmptyOne() throws IOException {
    S3Place nowhere =
        new S3Place(
            Optional.of(URI.create("http://127.0.0.1:1")),
            "eu-central-1",
            RealS3.BUCKET,
            "",
            true,
            RealS3.ACCESS_KEY,
            RealS3.SECRET_KEY);
    try (S3Media away = new S3Media(nowhere)) {
      assertThatThrownBy(() -> away.open(NAME))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageStartingWith("the bucket acme-recordings did not read it");
    }
    assertThat(nowhere.toString()).doesNotContain(RealS3.SECRET_KEY, RealS3.ACCESS_KEY);
  }
}
