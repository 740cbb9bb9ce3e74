/**
 * Masking sessions: who may reach whom by which proxy numbers, and until when.
 *
 * <p>Time comes in as an argument; keeping is behind {@link io.bauta.session.SessionStore}. Knows
 * nothing of calls, carriers or HTTP. Read {@link io.bauta.session.MaskingSession}, then {@link
 * io.bauta.session.Sessions}.
 */
@NullMarked
package io.bauta.session;

import org.jspecify.annotations.NullMarked;
