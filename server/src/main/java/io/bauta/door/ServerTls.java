package io.bauta.door;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS: versions 1.2 and 1.3, the JDK's choice of ciphers, and a certificate
 * that is replaced while the server runs when its files change. A replacement that cannot be used
 * changes nothing: the one before stays.
 */
public final class ServerTls {

  /** How long before its end a certificate is warned of. */
  public static final Duration WARNED_BEFORE = Duration.ofDays(14);

  private static final Duration WARNED_EVERY = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final TlsFiles files;
  private final Keys keys;
  private final SSLContext context;
  private TlsIdentity.Contents used;
  private Optional<String> problem = Optional.empty();
  private Instant warnedAt = Instant.MIN;

  /**
   * With what the files hold now.
   *
   * @throws TlsException when that cannot be used
   */
  public ServerTls(TlsFiles files, Instant now) throws TlsException {
    this.files = files;
    this.used = TlsIdentity.Contents.of(files);
    this.keys = new Keys(TlsIdentity.of(used, files, now));
    this.context = TlsContext.of(context(keys));
    warnOfItsEnd(now);
  }

  private static SSLContext context(KeyManager keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** What sockets are made with. */
  public SSLContext context() {
    return context;
  }

  /** Looks at the files again. Says in the log what came of it, and when the certificate ends. */
  public synchronized void look(Instant now) {
    try {
      TlsIdentity.Contents read = TlsIdentity.Contents.of(files);
      if (!read.areThoseOf(used)) {
        keys.use(TlsIdentity.of(read, files, now));
        used = read;
        warnedAt = Instant.MIN;
        LOG.info(
            "the certificate was replaced; the new one holds until {}", keys.current().endsAt());
      }
      problem = Optional.empty();
    } catch (TlsException unusable) {
      String why = String.valueOf(unusable.getMessage());
      if (!problem.equals(Optional.of(why))) {
        LOG.error(
            "the certificate stays the one before, because the new one cannot be used: {}", why);
      }
      problem = Optional.of(why);
    }
    warnOfItsEnd(now);
  }

  private void warnOfItsEnd(Instant now) {
    Instant end = keys.current().endsAt();
    if (now.isBefore(end.minus(WARNED_BEFORE)) || now.isBefore(warnedAt.plus(WARNED_EVERY))) {
      return;
    }
    warnedAt = now;
    if (now.isAfter(end)) {
      LOG.error(
          "the certificate in {} ended at {}: nobody who checks it connects",
          files.certificate(),
          end);
    } else {
      LOG.warn("the certificate in {} ends at {}: renew it", files.certificate(), end);
    }
  }

  /** Gives out the newest; an agreement under way keeps the one that it began with. */
  private static final class Keys extends X509ExtendedKeyManager {

    private volatile Named current;
    private volatile Named former;

    private record Named(String alias, TlsIdentity identity) {}

    Keys(TlsIdentity first) {
      this.current = new Named("1", first);
      this.former = current;
    }

    TlsIdentity current() {
      return current.identity();
    }

    void use(TlsIdentity next) {
      Named before = current;
      former = before;
      current = new Named(Integer.toString(Integer.parseInt(before.alias()) + 1), next);
    }

    private @Nullable Named named(String alias) {
      Named newest = current;
      if (newest.alias().equals(alias)) {
        return newest;
      }
      Named before = former;
      return before.alias().equals(alias) ? before : null;
    }

    private @Nullable String choose(String keyType) {
      Named newest = current;
      return newest.identity().key().getAlgorithm().equals(keyType) ? newest.alias() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return choose(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return choose(keyType);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      Named named = named(alias);
      return named == null ? null : named.identity().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      Named named = named(alias);
      return named == null ? null : named.identity().key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      String alias = choose(keyType);
      return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
