package io.bauta.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Media in a bucket of an S3-compatible store. What leaves for it is sealed already. */
public final class S3Media implements MediaStore {

  /** How long the store may take to accept a connection. */
  public static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(5);

  /** How long it may say nothing. */
  public static final Duration SILENCE_MAX = Duration.ofSeconds(30);

  /** How long one request may take, with the library's own repetitions. */
  public static final Duration REQUEST_WAIT_MAX = Duration.ofMinutes(10);

  private static final int NOT_FOUND = 404;
  private static final String NO_BUCKET = "NoSuchBucket";

  private final S3Place place;
  private final S3Client client;

  public S3Media(S3Place place) {
    this.place = place;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(place.region()))
            .forcePathStyle(place.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(place.accessKey(), place.secretKey())))
            // Newer checksums are asked for where an operation needs them: not all stores know
            // them.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(over -> over.apiCallTimeout(REQUEST_WAIT_MAX))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_WAIT_MAX)
                    .socketTimeout(SILENCE_MAX));
    place.endpoint().ifPresent(builder::endpointOverride);
    this.client = builder.build();
  }

  private String key(String name) {
    return place.prefix() + MediaStore.checked(name);
  }

  @Override
  public void put(String name, Path file) throws IOException {
    try {
      client.putObject(
          request ->
              request.bucket(place.bucket()).key(key(name)).contentType("application/octet-stream"),
          RequestBody.fromFile(file));
    } catch (SdkException refused) {
      throw fault("store", refused);
    }
    Files.deleteIfExists(file);
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    try {
      long size =
          client
              .headObject(request -> request.bucket(place.bucket()).key(key(name)))
              .contentLength();
      return new S3Channel(size, (first, last) -> part(name, first, last));
    } catch (SdkException refused) {
      throw fault("read", refused);
    }
  }

  private byte[] part(String name, long first, long last) throws IOException {
    try {
      return client
          .getObjectAsBytes(
              request ->
                  request
                      .bucket(place.bucket())
                      .key(key(name))
                      .range("bytes=" + first + "-" + last))
          .asByteArrayUnsafe();
    } catch (SdkException refused) {
      throw fault("read", refused);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      client.deleteObject(request -> request.bucket(place.bucket()).key(key(name)));
    } catch (SdkException refused) {
      if (!isMissing(refused)) {
        throw fault("delete", refused);
      }
    }
  }

  /** Some stores say so of what was deleted before. A bucket that is not there is another thing. */
  private static boolean isMissing(SdkException refused) {
    return refused instanceof S3Exception s3
        && s3.statusCode() == NOT_FOUND
        && !(s3.awsErrorDetails() != null && NO_BUCKET.equals(s3.awsErrorDetails().errorCode()));
  }

  /** Without the library's message: stores repeat in it what they were asked. */
  private IOException fault(String what, SdkException refused) {
    if (refused instanceof S3Exception s3) {
      return s3.statusCode() == NOT_FOUND && !what.equals("store")
          ? new NoSuchFileException("nothing is stored there")
          : new IOException(
              "%s did not %s it: status %d".formatted(place(), what, s3.statusCode()));
    }
    return new IOException(
        "%s did not %s it: %s".formatted(place(), what, refused.getClass().getSimpleName()));
  }

  /**
   * Asks for the bucket itself.
   *
   * @throws IOException when it is not there, or not to be reached with this key
   */
  public void look() throws IOException {
    try {
      client.headBucket(request -> request.bucket(place.bucket()));
    } catch (SdkException refused) {
      throw fault("show", refused);
    }
  }

  @Override
  public String place() {
    return "the bucket " + place.bucket();
  }

  @Override
  public void close() {
    client.close();
  }
}
