/**
 * Lets a provider of OpenID Connect say who somebody is: asks it over HTTP, and believes an answer
 * only when it is signed, new, and for this server.
 *
 * <p>Knows the protocol, by the Nimbus library, and nothing of roles, cookies or pages. What is
 * sent goes by {@link io.bauta.outbound}, to the configured hosts and no others. Read {@link
 * io.bauta.openid.Provider}.
 */
@NullMarked
package io.bauta.openid;

import org.jspecify.annotations.NullMarked;
