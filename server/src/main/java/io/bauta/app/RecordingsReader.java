package io.bauta.app;

import io.bauta.app.ConfigKeys.Key;
import io.bauta.media.S3Place;
import io.bauta.outbound.Reach;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where recordings are kept, and what they may be fetched from. */
final class RecordingsReader {

  private static final String ROOT = "recordings.";
  private static final String DIRECTORY = ROOT + "directory";
  private static final String DELETE_AT_CARRIER = ROOT + "delete-at-carrier";
  private static final String ALLOW_PRIVATE = ROOT + "allow-private-addresses";
  private static final String S3 = ROOT + "s3.";
  private static final String BUCKET = S3 + "bucket";
  private static final String ENDPOINT = S3 + "endpoint";
  private static final String REGION = S3 + "region";
  private static final String ACCESS_KEY = S3 + "access-key";
  private static final String SECRET_KEY = S3 + "secret-key";
  private static final String PREFIX = S3 + "prefix";
  private static final String PATH_STYLE = S3 + "path-style";

  private static final String REGION_DEFAULT = "us-east-1";
  private static final String TRUE_OR_FALSE = "true or false";

  /** What may be in the path of an object's URL as it is. */
  private static final Pattern PREFIX_SHAPE = Pattern.compile("(?:[A-Za-z0-9._-]{1,100}/){1,5}");

  private static final Pattern BUCKET_SHAPE = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  static final List<Key> KEYS =
      List.of(
          new Key(DIRECTORY, "a directory for the sealed audio", "./data/recordings"),
          new Key(DELETE_AT_CARRIER, TRUE_OR_FALSE, "true"),
          new Key(ALLOW_PRIVATE, TRUE_OR_FALSE, "false"),
          new Key(BUCKET, "the bucket for the sealed audio", "acme-recordings"),
          new Key(ENDPOINT, "the URL of an S3-compatible store", "https://s3.example.com"),
          new Key(REGION, "the region of the bucket", "eu-central-1"),
          new Key(ACCESS_KEY, "the id of a key of the store", "${S3_ACCESS_KEY}"),
          new Key(SECRET_KEY, "the secret of that key", "${S3_SECRET_KEY}"),
          new Key(PREFIX, "what object names begin with, ending in a slash", "bauta/"),
          new Key(PATH_STYLE, TRUE_OR_FALSE, "true"));

  private RecordingsReader() {}

  static RecordingsConfig read(ConfigKeys keys, Path data) {
    Optional<S3Place> s3 = s3(keys);
    if (s3.isPresent() && keys.get(DIRECTORY).isPresent()) {
      throw new ConfigException(
          "%s: recordings are kept in a directory or in a bucket: leave out this or %s"
              .formatted(DIRECTORY, BUCKET));
    }
    return new RecordingsConfig(
        keys.get(DIRECTORY).map(Path::of).orElseGet(() -> data.resolve("recordings")),
        s3,
        flag(keys, DELETE_AT_CARRIER, true),
        flag(keys, ALLOW_PRIVATE, false) ? Reach.ANYWHERE : Reach.PUBLIC_AT_443);
  }

  private static boolean flag(ConfigKeys keys, String key, boolean otherwise) {
    return keys.get(key)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw expected(key);
                })
        .orElse(otherwise);
  }

  private static Optional<S3Place> s3(ConfigKeys keys) {
    Optional<String> bucket = keys.get(BUCKET);
    if (bucket.isEmpty()) {
      KEYS.stream()
          .map(Key::name)
          .filter(key -> key.startsWith(S3) && keys.get(key).isPresent())
          .findFirst()
          .ifPresent(
              _ -> {
                throw expected(BUCKET);
              });
      return Optional.empty();
    }
    Optional<URI> endpoint =
        keys.get(ENDPOINT).map(text -> URI.create(ApiBase.checked(text, ENDPOINT)));
    return Optional.of(
        new S3Place(
            endpoint,
            keys.get(REGION).orElse(REGION_DEFAULT),
            bucket.filter(BUCKET_SHAPE.asMatchPredicate()).orElseThrow(() -> expected(BUCKET)),
            keys.get(PREFIX).map(RecordingsReader::prefix).orElse(""),
            flag(keys, PATH_STYLE, endpoint.isPresent()),
            keys.get(ACCESS_KEY).orElseThrow(() -> expected(ACCESS_KEY)),
            keys.get(SECRET_KEY).orElseThrow(() -> expected(SECRET_KEY))));
  }

  private static String prefix(String text) {
    if (!PREFIX_SHAPE.matcher(text).matches()) {
      throw expected(PREFIX);
    }
    return text;
  }

  private static ConfigException expected(String name) {
    Key key = KEYS.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
    return ConfigException.of(name, key.expected(), key.example());
  }
}
