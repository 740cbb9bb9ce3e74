/**
 * The whole server under load, over real sockets: a server in a process of its own, and a client
 * that asks as fast as it is answered.
 *
 * <p>Read {@link io.bauta.bench.load.AnswerLoad}.
 */
@NullMarked
package io.bauta.bench.load;

import org.jspecify.annotations.NullMarked;
