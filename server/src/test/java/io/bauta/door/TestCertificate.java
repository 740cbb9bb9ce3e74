package io.bauta.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A certificate of this machine that signs itself, made by the JDK's keytool. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final String PASSWORD = "of-no-importance";
  private static final int LINE = 64;

  /**
   * A new one.
   *
   * @param algorithm {@code RSA}, {@code EC} or {@code Ed25519}
   */
  public static TestCertificate make(Path directory, String algorithm, int days)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createTempDirectory(directory, "keys").resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=bauta test",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                Integer.toString(days),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        (X509Certificate) keys.getCertificate("own"),
        (PrivateKey) keys.getKey("own", PASSWORD.toCharArray()));
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
