package io.bauta.door;

import java.nio.file.Path;

/**
 * Where the server's certificate is.
 *
 * @param certificate the chain as PEM, the server's own certificate first
 * @param privateKey its private key as PEM, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path privateKey) {}
