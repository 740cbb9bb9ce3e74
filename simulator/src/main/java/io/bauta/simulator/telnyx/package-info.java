/**
 * Telnyx Call Control, pretended: JSON events signed with Ed25519, and a REST API for commands.
 *
 * <p>Start at {@link io.bauta.simulator.telnyx.TelnyxCarrier}; {@link
 * io.bauta.simulator.telnyx.TelnyxSettings} says what can be varied, {@link
 * io.bauta.simulator.telnyx.CommandFaults} what can go wrong with commands. A call is played by
 * {@code TelnyxCall}; whether a command is allowed is judged by {@code CommandJudge}.
 */
@NullMarked
package io.bauta.simulator.telnyx;

import org.jspecify.annotations.NullMarked;
