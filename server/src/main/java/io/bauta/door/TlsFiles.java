package io.bauta.door;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Where the server's certificate is.
 *
 * @param certificate the chain as PEM, the server's own certificate first
 * @param privateKey its private key as PEM, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path privateKey) {

  /**
   * The certificates in {@code file}, for whoever trusts them.
   *
   * @throws TlsException when it cannot be read, or holds none
   */
  public static List<X509Certificate> certificates(Path file) throws TlsException {
    return TlsIdentity.certificates(file);
  }

  /**
   * When the certificate ends; nothing is changed.
   *
   * @throws TlsException when a server could not use it and its key at {@code now}
   */
  public Instant endsAt(Instant now) throws TlsException {
    return TlsIdentity.of(TlsIdentity.Contents.of(this), this, now).endsAt();
  }
}
