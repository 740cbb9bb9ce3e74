package io.bauta.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A certificate with its key: of this machine and signed by itself, or by another one. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final int LINE = 64;

  // Tags of ASN.1, of which X.509 is made.
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_ID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final DateTimeFormatter TIMES =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1d, 0x11};
  private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};

  /** What signs with a key of that kind, and its object identifier. */
  private record Signing(String name, byte[] id) {}

  private static final Map<String, Signing> SIGNING =
      Map.of(
          "RSA", new Signing("SHA256withRSA", hex("2a864886f70d01010b")),
          "EC", new Signing("SHA256withECDSA", hex("2a8648ce3d040302")),
          "EdDSA", new Signing("Ed25519", hex("2b6570")));

  /**
   * A new one for {@code localhost} and 127.0.0.1 that signs itself, and holds from now.
   *
   * @param algorithm {@code RSA}, {@code EC} or {@code Ed25519}
   */
  public static TestCertificate make(String algorithm, int days) throws Exception {
    Instant now = Instant.now();
    KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    byte[] names = alternativeNames("localhost");
    return signed(
        "bauta test", keys, now, now.plus(Duration.ofDays(days)), names, "bauta test", keys);
  }

  /** One that signs others, and holds for long. */
  public static TestCertificate authority() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] constraints =
        extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(BOOLEAN, new byte[] {(byte) 0xff})));
    return signed(
        "bauta authority",
        keys,
        Instant.EPOCH,
        Instant.parse("2999-01-01T00:00:00Z"),
        constraints,
        "bauta authority",
        keys);
  }

  /** One that this authority signs: for a host, and for 127.0.0.1 where that is localhost. */
  public TestCertificate signs(String host, Instant from, Instant until) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    KeyPair own = new KeyPair(certificate.getPublicKey(), key);
    return signed(host, keys, from, until, alternativeNames(host), "bauta authority", own);
  }

  private static TestCertificate signed(
      String subject,
      KeyPair keys,
      Instant from,
      Instant until,
      byte[] extension,
      String issuer,
      KeyPair by)
      throws GeneralSecurityException {
    Signing signing = SIGNING.get(by.getPrivate().getAlgorithm());
    byte[] algorithm = der(SEQUENCE, der(OBJECT_ID, signing.id()));
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, new BigInteger(64, new SecureRandom()).toByteArray()),
            algorithm,
            name(issuer),
            der(SEQUENCE, time(from), time(until)),
            name(subject),
            keys.getPublic().getEncoded(),
            der(EXTENSIONS, der(SEQUENCE, extension)));
    Signature signature = Signature.getInstance(signing.name());
    signature.initSign(by.getPrivate());
    signature.update(content);
    byte[] whole =
        der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    return new TestCertificate(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole)),
        keys.getPrivate());
  }

  private static byte[] name(String name) {
    byte[] attribute =
        der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, name.getBytes(UTF_8)));
    return der(SEQUENCE, der(SET, attribute));
  }

  private static byte[] time(Instant at) {
    return der(TIME, TIMES.format(at).getBytes(US_ASCII));
  }

  private static byte[] alternativeNames(String host) {
    byte[] dns = der(DNS_NAME, host.getBytes(US_ASCII));
    byte[] address =
        host.equals("localhost") ? der(IP_ADDRESS, new byte[] {127, 0, 0, 1}) : new byte[0];
    return extension(ALTERNATIVE_NAMES, der(SEQUENCE, dns, address));
  }

  private static byte[] extension(byte[] id, byte[] value) {
    return der(SEQUENCE, der(OBJECT_ID, id), der(OCTET_STRING, value));
  }

  /** A value of ASN.1: its tag, its length, its contents. */
  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      inner.writeBytes(content);
    }
    int length = inner.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (length < 0x80) {
      all.write(length);
    } else {
      all.write(0x82);
      all.write(length >> 8);
      all.write(length & 0xff);
    }
    all.writeBytes(inner.toByteArray());
    return all.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  public String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der), kind);
  }

  /** Writes both, the key for its owner alone. */
  public TlsFiles write(Path directory) throws IOException, GeneralSecurityException {
    TlsFiles files = new TlsFiles(directory.resolve("chain.pem"), directory.resolve("privkey.pem"));
    Files.writeString(files.certificate(), certificatePem());
    Files.writeString(files.privateKey(), keyPem());
    Files.setPosixFilePermissions(files.privateKey(), PosixFilePermissions.fromString("rw-------"));
    return files;
  }
}
