/**
 * Keeps real numbers secret at rest: sealed numbers, look-up tokens, and the keys for both.
 *
 * <p>The cryptography is Google Tink's; nothing here is home-made. Knows no database and no
 * session. Read {@link io.bauta.vault.NumberVault}, {@link io.bauta.vault.KeyRing}, then {@link
 * io.bauta.vault.VaultKeys}.
 */
@NullMarked
package io.bauta.vault;

import org.jspecify.annotations.NullMarked;
