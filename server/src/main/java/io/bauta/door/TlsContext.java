package io.bauta.door;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context whose sockets speak the versions that we want and close what they lie on, however they
 * are made: the HTTP library sets neither.
 */
final class TlsContext extends SSLContext {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private TlsContext(SSLContext whole) {
    super(new Spi(whole), whole.getProvider(), whole.getProtocol());
  }

  static SSLContext of(SSLContext whole) {
    return new TlsContext(whole);
  }

  private static final class Spi extends SSLContextSpi {

    private final SSLContext whole;

    Spi(SSLContext whole) {
      this.whole = whole;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new IllegalStateException("it is made ready already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Factory(whole.getSocketFactory());
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return whole.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return withVersions(whole.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return withVersions(whole.createSSLEngine(host, port));
    }

    private static SSLEngine withVersions(SSLEngine engine) {
      engine.setEnabledProtocols(VERSIONS);
      return engine;
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return whole.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return whole.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      SSLParameters parameters = whole.getDefaultSSLParameters();
      parameters.setProtocols(VERSIONS.clone());
      return parameters;
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return whole.getSupportedSSLParameters();
    }
  }

  private static final class Factory extends SSLSocketFactory {

    private final SSLSocketFactory whole;

    Factory(SSLSocketFactory whole) {
      this.whole = whole;
    }

    /** For a server, over a connection that was taken. */
    @Override
    public Socket createSocket(Socket taken, InputStream consumed, boolean autoClose)
        throws IOException {
      SSLSocket socket = (SSLSocket) whole.createSocket(taken, consumed, true);
      socket.setEnabledProtocols(VERSIONS);
      return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return whole.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return whole.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
      throw forServersOnly();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw forServersOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw forServersOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw forServersOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw forServersOnly();
    }

    private static UnsupportedOperationException forServersOnly() {
      return new UnsupportedOperationException("a context of a server");
    }
  }
}
