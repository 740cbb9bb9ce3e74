/**
 * Who is at the other end of a connection: the server's certificate, proxies that are trusted to
 * say for whom they ask.
 *
 * <p>Knows no HTTP library, no carrier and no API. Read {@link io.bauta.door.ServerTls} and {@link
 * io.bauta.door.TrustedProxies} first.
 */
@NullMarked
package io.bauta.door;

import org.jspecify.annotations.NullMarked;
