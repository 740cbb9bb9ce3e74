/**
 * Pretend carriers and the telephones behind them.
 *
 * <p>Talks to a masking server as a carrier does, by real signed HTTP, and remembers what each
 * telephone showed and heard. Depends on nothing of the server, so the two cannot share a mistake.
 * Nothing sleeps: time is simulated, and the webhooks of a call leave one after another. Read
 * {@link io.bauta.simulator.PhoneNetwork} first; a carrier is one class that implements {@link
 * io.bauta.simulator.SimulatedCarrier}.
 */
@NullMarked
package io.bauta.simulator;

import org.jspecify.annotations.NullMarked;
