package io.bauta.pool;

import io.bauta.number.ProxyNumber;

/** A proxy number with the pool that it belongs to: all that a call on it needs to know. */
public record Line(ProxyNumber number, NumberState state, NumberPool pool) {}
