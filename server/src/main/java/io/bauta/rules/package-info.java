/**
 * Rules about calls that a route lets through: who may call whom, when, how often, how many at a
 * time. A rule only ever refuses.
 *
 * <p>Values and what follows from them; the instant is an argument. Knows no session, call or
 * number. Read {@link io.bauta.rules.CallRules}.
 */
@NullMarked
package io.bauta.rules;

import org.jspecify.annotations.NullMarked;
