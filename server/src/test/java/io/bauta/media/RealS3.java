package io.bauta.media;

import java.net.URI;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3-compatible server that checks signatures, with one bucket, in memory. */
public final class RealS3 implements AutoCloseable {

  public static final String BUCKET = "acme-recordings";
  public static final String ACCESS_KEY = "an-access-key";
  public static final String SECRET_KEY = "a-secret-key";

  private final S3Proxy server;

  public RealS3() throws Exception {
    server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    server.start();
    try (S3Client client = client()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public S3Place place(String secretKey) {
    return new S3Place(
        Optional.of(endpoint()), "eu-central-1", BUCKET, "bauta/", true, ACCESS_KEY, secretKey);
  }

  /** What looks into it from outside. */
  public S3Client client() {
    return S3Client.builder()
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .build();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
