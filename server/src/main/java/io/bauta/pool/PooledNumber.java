package io.bauta.pool;

import io.bauta.number.ProxyNumber;

/** A proxy number as a member of its pool. */
public record PooledNumber(ProxyNumber number, NumberState state) {}
