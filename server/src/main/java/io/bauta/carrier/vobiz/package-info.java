/**
 * Vobiz: asks by a signed form, and is answered with an XML document.
 *
 * <p>The signatures cover a URL and a nonce but not what the form says; much of this room follows
 * from that. Read {@link io.bauta.carrier.vobiz.Vobiz}.
 */
@NullMarked
package io.bauta.carrier.vobiz;

import org.jspecify.annotations.NullMarked;
