package io.bauta.door;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which servers our own commands speak to: those that the system trusts, those whose certificate
 * was signed by one of some further ones, and those that have one of these themselves. The last
 * need no name: whoever has the private key is the server that was meant, wherever it is asked.
 */
public final class ClientTrust extends X509ExtendedTrustManager {

  private final List<X509Certificate> further;
  private final X509ExtendedTrustManager system;
  private final Optional<X509ExtendedTrustManager> signedByFurther;

  private ClientTrust(List<X509Certificate> further) throws GeneralSecurityException, IOException {
    this.further = List.copyOf(further);
    this.system = manager(null);
    this.signedByFurther =
        further.isEmpty() ? Optional.empty() : Optional.of(manager(store(further)));
  }

  /** What a client speaks TLS with that trusts these beside the system's. */
  public static SSLContext context(List<X509Certificate> further) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {new ClientTrust(further)}, null);
      return context;
    } catch (GeneralSecurityException | IOException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  private static KeyStore store(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), certificates.get(i));
    }
    return store;
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** How one of the JDK's managers looks at a chain. */
  @FunctionalInterface
  private interface Check {
    void of(X509ExtendedTrustManager manager) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    if (chain.length > 0 && further.contains(chain[0])) {
      chain[0].checkValidity();
      return;
    }
    if (signedByFurther.isPresent()) {
      try {
        check.of(signedByFurther.get());
        return;
      } catch (CertificateException notByThem) {
        // The system may know who did.
      }
    }
    check.of(system);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, manager -> manager.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, manager -> manager.checkServerTrusted(chain, type, socket));
  }

  /** Says nothing of a name, and so nobody is trusted. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("without a connection there is no name to compare");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw forServersOnly();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw forServersOnly();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw forServersOnly();
  }

  private static CertificateException forServersOnly() {
    return new CertificateException("only servers are checked");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return Stream.concat(further.stream(), Arrays.stream(system.getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
