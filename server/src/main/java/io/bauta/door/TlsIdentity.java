package io.bauta.door;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate and its private key, which are known to belong together.
 *
 * @param chain the server's own certificate first, each signed by the next
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Of a certificate file and of a key file. */
  static final int FILE_BYTES_MAX = 1024 * 1024;

  /** Who must not be able to read the key; a group of the system's may have been made for it. */
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*?)-----END \\1-----", Pattern.DOTALL);

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final String TO_PKCS8 = "openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out %s";

  TlsIdentity {
    chain = List.copyOf(chain);
  }

  /** What two files hold, as read: equal while nobody changed them. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its own method only.
  record Contents(byte[] certificate, byte[] privateKey) {

    /**
     * Reads both.
     *
     * @throws TlsException when one cannot be read, or others may read the key
     */
    static Contents of(TlsFiles files) throws TlsException {
      requireClosed(files.privateKey());
      return new Contents(bytes(files.certificate()), bytes(files.privateKey()));
    }

    boolean areThoseOf(Contents other) {
      return MessageDigest.isEqual(certificate, other.certificate)
          && MessageDigest.isEqual(privateKey, other.privateKey);
    }

    /** It is a key. */
    @Override
    public String toString() {
      return "Contents[…]";
    }
  }

  private static byte[] bytes(Path file) throws TlsException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      if (bytes.length > FILE_BYTES_MAX) {
        throw new TlsException(
            "%s: expected a PEM file of at most %d bytes".formatted(file, FILE_BYTES_MAX));
      }
      return bytes;
    } catch (IOException unreadable) {
      throw new TlsException(
          "%s: cannot be read (%s)".formatted(file, unreadable.getClass().getSimpleName()));
    }
  }

  private static void requireClosed(Path file) throws TlsException {
    try {
      if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")
          || !Files.exists(file)) {
        return;
      }
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(file, new LinkOption[0]);
      if (open.stream().anyMatch(OTHERS::contains)) {
        throw new TlsException(
            "%s: the private key is open to other users (%s); close it with: chmod 600 %s"
                .formatted(file, PosixFilePermissions.toString(open), file));
      }
    } catch (IOException unknown) {
      throw new TlsException(
          "%s: cannot be read (%s)".formatted(file, unknown.getClass().getSimpleName()));
    }
  }

  /**
   * The certificates in a file.
   *
   * @throws TlsException when it cannot be read, or holds none
   */
  static List<X509Certificate> certificates(Path file) throws TlsException {
    return chain(bytes(file), file);
  }

  /**
   * The certificate and key of these contents.
   *
   * @throws TlsException when they are none, do not belong together, or do not hold at {@code now}
   */
  static TlsIdentity of(Contents contents, TlsFiles files, Instant now) throws TlsException {
    List<X509Certificate> chain = chain(contents.certificate(), files.certificate());
    X509Certificate own = chain.getFirst();
    PrivateKey key = key(contents.privateKey(), own, files);
    requirePair(key, own, files);
    requireOrder(chain, files.certificate());
    requireValid(own, files.certificate(), now);
    return new TlsIdentity(chain, key);
  }

  private static List<X509Certificate> chain(byte[] pem, Path file) throws TlsException {
    if (!new String(pem, StandardCharsets.ISO_8859_1).contains("-----BEGIN " + CERTIFICATE)) {
      throw noCertificate(file);
    }
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw noCertificate(file);
      }
      return chain;
    } catch (CertificateException broken) {
      throw noCertificate(file);
    }
  }

  private static TlsException noCertificate(Path file) {
    return new TlsException(
        "%s: expected a certificate as PEM, the server's own first, then those between it and the"
                .formatted(file)
            + " root: -----BEGIN CERTIFICATE-----");
  }

  private static PrivateKey key(byte[] pem, X509Certificate own, TlsFiles files)
      throws TlsException {
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      switch (block.group(1)) {
        case PKCS8 -> {
          return pkcs8(block.group(2), own, files);
        }
        case ENCRYPTED ->
            throw new TlsException(
                ("%s: the private key is encrypted, and nobody is there to be asked for its"
                        + " password; store it without one, mode 0600: "
                        + TO_PKCS8)
                    .formatted(files.privateKey(), files.privateKey().getFileName()));
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY" ->
            throw notPkcs8(block.group(1), files);
        default -> {
          // Parameters of a curve may stand before the key.
        }
      }
    }
    throw notPkcs8("no private key", files);
  }

  private static TlsException notPkcs8(String found, TlsFiles files) {
    return new TlsException(
        ("%s: expected a private key as PEM in PKCS#8 (-----BEGIN PRIVATE KEY-----) and found %s;"
                + " to make one: "
                + TO_PKCS8)
            .formatted(files.privateKey(), found, files.privateKey().getFileName()));
  }

  private static PrivateKey pkcs8(String base64, X509Certificate own, TlsFiles files)
      throws TlsException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException notOfThatKind) {
      throw new TlsException(
          "%s: expected the private key of the certificate in %s, which has a key of the kind %s"
              .formatted(
                  files.privateKey(), files.certificate(), own.getPublicKey().getAlgorithm()));
    }
  }

  /** What the one signs the other must find right. */
  private static void requirePair(PrivateKey key, X509Certificate own, TlsFiles files)
      throws TlsException {
    try {
      byte[] said = own.getEncoded();
      Signature signature = Signature.getInstance(signatureOf(key, files));
      signature.initSign(key);
      signature.update(said);
      byte[] signed = signature.sign();
      signature.initVerify(own.getPublicKey());
      signature.update(said);
      if (!signature.verify(signed)) {
        throw notAPair(files);
      }
    } catch (GeneralSecurityException notAPair) {
      throw notAPair(files);
    }
  }

  private static String signatureOf(PrivateKey key, TlsFiles files) throws TlsException {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default ->
          throw new TlsException(
              "%s: expected a key of RSA, of an elliptic curve or Ed25519, and it is %s"
                  .formatted(files.privateKey(), key.getAlgorithm()));
    };
  }

  private static TlsException notAPair(TlsFiles files) {
    return new TlsException(
        ("%s is not the private key of the first certificate in %s: the server's own certificate"
                + " must come first, and with the key that it was made with")
            .formatted(files.privateKey(), files.certificate()));
  }

  private static void requireOrder(List<X509Certificate> chain, Path file) throws TlsException {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException notSignedByIt) {
        throw new TlsException(
            ("%s: certificate %d is not signed by certificate %d: expected the server's own first,"
                    + " then each followed by its issuer's")
                .formatted(file, i + 1, i + 2));
      }
    }
  }

  private static void requireValid(X509Certificate own, Path file, Instant now)
      throws TlsException {
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw new TlsException(
          "%s: the certificate holds from %s on only: is this machine's clock right?"
              .formatted(file, own.getNotBefore().toInstant()));
    }
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw new TlsException(
          "%s: the certificate ended at %s: renew it"
              .formatted(file, own.getNotAfter().toInstant()));
    }
  }

  Instant endsAt() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "TlsIdentity[ends=" + endsAt() + "]";
  }
}
